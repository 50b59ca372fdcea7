using System.Security.Cryptography;

namespace Skapi.Rtc.Managed.Crypto;

/// <summary>The cryptographic random number generator of the platform.</summary>
internal sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);
}
