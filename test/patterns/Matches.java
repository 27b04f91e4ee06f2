import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import software.amazon.event.ruler.Ruler;

/** Reads {patterns: [...], events: [...]} and prints one line a pattern: 1 for each event that it matches, else 0. */
public final class Matches {
  public static void main(String[] arguments) throws Exception {
    JsonNode input = new ObjectMapper().readTree(new File(arguments[0]));
    for (JsonNode pattern : input.get("patterns")) {
      StringBuilder line = new StringBuilder();
      for (JsonNode event : input.get("events"))
        line.append(Ruler.matchesRule(event.toString(), pattern.toString()) ? '1' : '0');
      System.out.println(line);
    }
  }
}
