using System.Globalization;
using System.Text;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

/// <summary>Finds the path of the value at a byte of a MessagePack message, by reading the message from its start.</summary>
internal static class MessagePackInstancePath
{
    /// <summary>Finds the path, which consists of the indices of arrays and the keys of maps.</summary>
    /// <param name="bytes">The message, which is well-formed up to the offset.</param>
    /// <param name="offset">The byte.</param>
    public static string Find(ReadOnlySpan<byte> bytes, int offset)
    {
        var reader = new MessagePackReader(bytes[..Math.Min(offset, bytes.Length)]);
        var path = new StringBuilder();
        while (reader.NextType is MessagePackType.Array or MessagePackType.Map)
        {
            if (!TryDescend(ref reader, bytes, offset, path))
                break;
        }

        return path.ToString();
    }

    /// <summary>Enters the array or the map at the position of the reader, and moves to the value with the offset.</summary>
    private static bool TryDescend(ref MessagePackReader reader, ReadOnlySpan<byte> bytes, int offset, StringBuilder path)
    {
        var isMap = reader.NextType == MessagePackType.Map;
        var whole = new MessagePackReader(bytes[reader.Position..]);
        var start = reader.Position;
        var count = isMap ? whole.ReadMapStart() : whole.ReadArrayStart();
        for (var i = 0; i < count; i++)
        {
            var step = isMap ? ReadKey(ref whole) : i.ToString(CultureInfo.InvariantCulture);
            var begin = start + whole.Position;
            whole.Skip();
            if (!whole.Failed && offset >= start + whole.Position)
                continue;

            if (offset < begin)
                return false;

            path.Append('/').Append(JsonInstancePath.Escape(step));
            reader.MoveTo(begin);
            return true;
        }

        return false;
    }

    private static string ReadKey(ref MessagePackReader reader)
    {
        if (reader.NextType == MessagePackType.String)
            return reader.ReadString() ?? "";

        reader.Skip();
        return "?";
    }
}
