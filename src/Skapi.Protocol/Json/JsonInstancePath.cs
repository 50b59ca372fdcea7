using System.Text;

namespace Skapi.Protocol.Json;

/// <summary>Finds the JSON Pointer (RFC 6901) of the value at a byte of a text, by walking it from the beginning.</summary>
internal static class JsonInstancePath
{
    /// <summary>Finds the path.</summary>
    /// <param name="json">The text, which is well-formed up to the offset.</param>
    /// <param name="offset">The byte.</param>
    /// <param name="ofObject">Whether the path of the innermost object is asked for, rather than of the value within.</param>
    public static string Find(ReadOnlySpan<byte> json, int offset, bool ofObject)
    {
        var frames = new Stack<Frame>();
        for (var position = 0; position < Math.Min(offset, json.Length);)
        {
            switch (json[position])
            {
                case (byte)'{':
                    frames.Push(new(IsArray: false));
                    break;
                case (byte)'[':
                    frames.Push(new(IsArray: true));
                    break;
                case (byte)'}' or (byte)']':
                    frames.TryPop(out _);
                    break;
                case (byte)',' when frames.TryPeek(out var frame):
                    frame.Next();
                    break;
                case (byte)'"':
                    var length = StringLength(json[position..]);
                    if (frames.TryPeek(out var owner) && owner is { IsArray: false, Name: null } && position + length <= offset)
                        owner.Name = Unescape(json.Slice(position, length));
                    position += length;
                    continue;
            }

            position++;
        }

        return Join(ofObject ? frames.Skip(1) : frames);
    }

    /// <summary>A name as a step of a path.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private sealed record Frame(bool IsArray)
    {
        public string? Name { get; set; }

        public int Index { get; private set; }

        public void Next()
        {
            Name = null;
            Index++;
        }
    }

    private static string Join(IEnumerable<Frame> innermostFirst)
    {
        var path = new StringBuilder();
        foreach (var frame in innermostFirst.Reverse())
        {
            if (frame.IsArray)
                path.Append('/').Append(frame.Index);
            else if (frame.Name is not null)
                path.Append('/').Append(Escape(frame.Name));
        }

        return path.ToString();
    }

    private static int StringLength(ReadOnlySpan<byte> json)
    {
        var position = 1;
        while (position < json.Length && json[position] != '"')
            position += json[position] == '\\' ? 2 : 1;
        return Math.Min(position + 1, json.Length);
    }

    private static string Unescape(ReadOnlySpan<byte> text)
    {
        var reader = new JsonReader(text);
        return reader.ReadString() ?? Encoding.UTF8.GetString(text);
    }
}
