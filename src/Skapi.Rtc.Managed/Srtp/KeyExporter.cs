namespace Skapi.Rtc.Managed.Srtp;

/// <summary>Exports key material of a DTLS handshake (RFC 5705).</summary>
/// <param name="label">The label.</param>
/// <param name="output">Receives the key material.</param>
internal delegate void KeyExporter(ReadOnlySpan<byte> label, Span<byte> output);
