using System.Text;

namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Finds the tag of a discriminated union at any place in the object. The reader stays before the object.</summary>
    /// <param name="discriminator">The name of the member with the tag.</param>
    /// <param name="tag">The tag without escape sequences.</param>
    /// <returns>Whether the object has a tag.</returns>
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

        return FailMissingTag(discriminator);
    }

    /// <summary>Looks for the tag where most programs write it: as the first member, without white space or escapes.</summary>
    /// <param name="discriminator">The name of the member with the tag.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>False if the tag can still be elsewhere in the object.</returns>
    internal readonly bool TryPeekFirstTag(ReadOnlySpan<byte> discriminator, out ReadOnlySpan<byte> tag)
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

    /// <summary>Finds the tag of a case that the schema does not have.</summary>
    /// <param name="discriminator">The name of the member with the tag.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>Whether the object has a tag.</returns>
    public bool TryReadTag(ReadOnlySpan<byte> discriminator, out string tag)
    {
        var found = PeekTag(discriminator, out var utf8);
        tag = Encoding.UTF8.GetString(utf8);
        return found;
    }

    /// <summary>Checks that the tag of a union is that of the requested case. The reader stays before the object.</summary>
    public bool ExpectTag(ReadOnlySpan<byte> discriminator, ReadOnlySpan<byte> expected)
    {
        if (!PeekTag(discriminator, out var tag))
            return false;

        return tag.SequenceEqual(expected)
            || Fail(
                DecodeErrorCode.UnexpectedType,
                $"Expected the tag “{Encoding.UTF8.GetString(expected)}”, found “{Encoding.UTF8.GetString(tag)}”.");
    }
}
