namespace Skapi.Protocol.Json;

/// <summary>The name of a member that <see cref="JsonSkipper"/> has skipped.</summary>
/// <param name="Start">Its position in the text, after the quotation mark.</param>
/// <param name="Signature">Its length, and its first and last bytes.</param>
internal readonly record struct SkippedName(int Start, uint Signature)
{
    /// <summary>The length without the quotation marks.</summary>
    public int Length => (int)(Signature & ushort.MaxValue);
}
