using System.Text;

namespace Skapi.Rtc.Managed.Media;

/// <summary>The one of several encodings of a track that the other side sends to this side (RFC 8853).</summary>
/// <param name="Rid">Its name (RFC 8851).</param>
/// <param name="Restrictions">What the other side says about it, or empty.</param>
internal sealed record SimulcastLayer(string Rid, string Restrictions)
{
    private readonly byte[] _bytes = Encoding.ASCII.GetBytes(Rid);

    /// <summary>The name as packets carry it.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;
}
