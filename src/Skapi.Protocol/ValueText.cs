using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace Skapi.Protocol;

/// <summary>Writes values as text for people, for emitted records and their collections.</summary>
/// <remarks>Long values are cut, so that the text of a message stays short enough for a log and a debugger.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ValueText
{
    private const int MaxBytes = 32;
    private const int MaxItems = 32;

    /// <summary>The hexadecimal digits of bytes, like <c>0x0AFF</c>. After 32 bytes, their number follows.</summary>
    public static string Of(ReadOnlyMemory<byte> bytes) => bytes.Length <= MaxBytes
        ? "0x" + Convert.ToHexString(bytes.Span)
        : $"0x{Convert.ToHexString(bytes.Span[..MaxBytes])}… ({bytes.Length} bytes)";

    /// <summary>The same, or an empty text for null.</summary>
    public static string Of(ReadOnlyMemory<byte>? bytes) => bytes is { } value ? Of(value) : "";

    /// <summary>The text of each item between brackets. After 32 items, their number follows.</summary>
    internal static string OfItems<T>(IEnumerable<T> items, int count, string open, string close, Func<T, string> textOf)
    {
        var text = new StringBuilder(open).AppendJoin(", ", items.Take(MaxItems).Select(textOf));
        if (count > MaxItems)
            text.Append(CultureInfo.InvariantCulture, $", … ({count} items)");
        return text.Append(close).ToString();
    }

    /// <summary>The text of an item of a collection.</summary>
    internal static string OfItem<T>(T item) => item switch
    {
        null => "null",
        ReadOnlyMemory<byte> bytes => Of(bytes),
        _ => item.ToString() ?? "",
    };
}
