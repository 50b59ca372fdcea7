namespace Skapi.Protocol.Json;

/// <summary>The text of a member that <see cref="JsonSkipper"/> has skipped: a comma or a brace, the name, a colon and the value.</summary>
/// <param name="Start">The position of the comma or the brace in the text.</param>
/// <param name="Length">The number of bytes from there to the value, white space included.</param>
/// <param name="Whole">The number of bytes from there to the end of the value, or <see cref="Unknown"/>.</param>
/// <param name="NameOffset">The number of bytes from there to the name.</param>
/// <param name="NameLength">The length of the name.</param>
internal readonly record struct MemberShape(int Start, byte Length, byte Whole, byte NameOffset, byte NameLength)
{
    /// <summary>The length of a long member.</summary>
    public const byte Unknown = byte.MaxValue;
}
