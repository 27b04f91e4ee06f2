/** The facts of one X.509 CA certificate that decide whether to trust it. All names in it are its maker's. */
export interface Certificate {
  /** One line, "CN=Build CA, O=Example"; may hold any characters. */
  readonly subject: string;
  readonly issuer: string;
  readonly selfSigned: boolean;
  readonly ca: boolean;
  /** ISO 8601. */
  readonly notBefore: string;
  /** ISO 8601. */
  readonly notAfter: string;
  /** "RSA 2048", "EC prime256v1". */
  readonly key: string;
  /** Of the DER form, upper-case hex pairs joined by colons. */
  readonly sha256: string;
  readonly serialNumber: string;
}
