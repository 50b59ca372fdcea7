using System.Runtime.InteropServices;
using System.Text;

namespace Skapi.Protocol.Json;

/// <summary>
/// Finds the JSON Pointer (RFC 6901) of the value at a byte of a text, by reading the text from its start. The next search continues from
/// there, so that many paths in the order of the text cost one pass.
/// </summary>
internal sealed class JsonInstancePath
{
    private readonly List<Frame> _frames = [];
    private int _position;

    /// <summary>Finds one path.</summary>
    /// <param name="json">The text, which is well-formed up to the offset.</param>
    /// <param name="offset">The byte.</param>
    /// <param name="ofObject">Whether to return the path of the innermost object instead of the value in it.</param>
    public static string Find(ReadOnlySpan<byte> json, int offset, bool ofObject) =>
        new JsonInstancePath().FindNext(json, offset, ofObject);

    /// <summary>Escapes a name as a step of a path.</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Finds another path in the same text.</summary>
    /// <inheritdoc cref="Find"/>
    public string FindNext(ReadOnlySpan<byte> json, int offset, bool ofObject)
    {
        if (offset < _position)
        {
            _frames.Clear();
            _position = 0;
        }

        while (_position < Math.Min(offset, json.Length))
            Step(json, offset);
        return Join(json, ofObject ? _frames.Count - 1 : _frames.Count);
    }

    private struct Frame
    {
        public bool IsArray;
        public int Index;
        public Range Name;
        public bool HasName;
    }

    private void Step(ReadOnlySpan<byte> json, int offset)
    {
        switch (json[_position])
        {
            case (byte)'{':
                _frames.Add(default);
                break;
            case (byte)'[':
                _frames.Add(new() { IsArray = true });
                break;
            case (byte)'}' or (byte)']' when _frames.Count > 0:
                _frames.RemoveAt(_frames.Count - 1);
                break;
            case (byte)',' when _frames.Count > 0:
                Innermost.Index++;
                Innermost.HasName = false;
                break;
            case (byte)'"':
                StepOverString(json, offset);
                return;
        }

        _position++;
    }

    private void StepOverString(ReadOnlySpan<byte> json, int offset)
    {
        var end = _position + StringLength(json[_position..]);
        if (_frames.Count > 0 && Innermost is { IsArray: false, HasName: false } && end <= offset)
        {
            Innermost.Name = _position..end;
            Innermost.HasName = true;
        }

        _position = end;
    }

    private ref Frame Innermost => ref CollectionsMarshal.AsSpan(_frames)[^1];

    private string Join(ReadOnlySpan<byte> json, int count)
    {
        var path = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var frame = _frames[i];
            if (frame.IsArray)
                path.Append('/').Append(frame.Index);
            else if (frame.HasName)
                path.Append('/').Append(Escape(Unescape(json[frame.Name])));
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
