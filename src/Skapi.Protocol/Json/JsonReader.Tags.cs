using System.Text;

namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Looks ahead for the tag of a discriminated union, wherever it stands. The reader stays before the object.</summary>
    /// <param name="discriminator">The name of the member that holds the tag.</param>
    /// <param name="tag">The tag without escapes.</param>
    /// <returns>Whether there is a tag.</returns>
    public bool PeekTag(ReadOnlySpan<byte> discriminator, out ReadOnlySpan<byte> tag)
    {
        if (TryPeekFirstTag(discriminator, out tag))
            return true;

        var ahead = this;
        ahead.ReadObjectStart();
        while (ahead.ReadMember(out var name))
        {
            if (name.SequenceEqual(discriminator))
            {
                tag = ahead.ReadUtf8String();
                if (!ahead.Failed)
                    return true;
                break;
            }

            ahead.Skip();
        }

        tag = default;
        var found = ahead.Failed;
        this = ahead;
        if (found)
            return false;

        // The object's closing brace was read last: it is where the absence was noticed.
        _position--;
        return Fail(DecodeErrorCode.MissingMember, $"The tag “{Encoding.UTF8.GetString(discriminator)}” is missing.");
    }

    /// <summary>Looks for the tag where most programs write it: as the first member, without white space or escapes.</summary>
    private readonly bool TryPeekFirstTag(ReadOnlySpan<byte> discriminator, out ReadOnlySpan<byte> tag)
    {
        tag = default;
        var start = _position + 2 + discriminator.Length;
        if (start + 3 > _json.Length || _depth >= _maxDepth || !_json[_position..].StartsWith("{\""u8)
            || !_json[(_position + 2)..start].SequenceEqual(discriminator) || !_json[start..].StartsWith("\":\""u8))
        {
            return false;
        }

        start += 3;
        var end = StringScan.IndexOfBreak(_json, start);
        if ((uint)end >= (uint)_json.Length || _json[end] != '"')
            return false;

        tag = _json[start..end];
        return true;
    }

    /// <summary>Looks ahead for a tag that no case of the schema has.</summary>
    /// <param name="discriminator">The name of the member that holds the tag.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>Whether there is a tag.</returns>
    public bool TryReadTag(ReadOnlySpan<byte> discriminator, out string tag)
    {
        var found = PeekTag(discriminator, out var utf8);
        tag = Encoding.UTF8.GetString(utf8);
        return found;
    }

    /// <summary>Checks that a union's tag is the one of the case that is asked for. The reader stays before the object.</summary>
    public bool ExpectTag(ReadOnlySpan<byte> discriminator, ReadOnlySpan<byte> expected)
    {
        if (!PeekTag(discriminator, out var tag))
            return false;

        return tag.SequenceEqual(expected)
            || Fail(DecodeErrorCode.UnexpectedType, $"Expected the tag “{Encoding.UTF8.GetString(expected)}”, found “{Encoding.UTF8.GetString(tag)}”.");
    }
}
