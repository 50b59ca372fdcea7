using System.Diagnostics.CodeAnalysis;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>
    /// Reads the start of a union: an array of a key and a case. The array does not count as a level, because a union is one object in
    /// JSON: everything within JSON's limit is read here too.
    /// </summary>
    /// <param name="key">The key of the case, or -1 if there is a tag instead, which <see cref="ReadTagged"/> reads.</param>
    /// <param name="whole">The bytes from the start of the union, for <see cref="ReadBack"/>.</param>
    /// <returns>Whether it is a union.</returns>
    public bool TryReadUnion(out long key, out ReadOnlySpan<byte> whole)
    {
        var start = _position;
        key = -1;
        whole = _bytes[start..];
        var count = ReadArrayStart();
        if (Failed)
            return false;

        ReadArrayEnd();
        if (count != 2)
            return FailUnion(start, count);

        if (NextType != MessagePackType.String)
            key = ReadInteger(0, ushort.MaxValue);
        return !Failed;
    }

    /// <summary>
    /// Reads a case that the sender decoded from JSON and did not know. It has its tag instead of the key, and its JSON text instead of the
    /// case. If the tag is known here, it is read as its case.
    /// </summary>
    /// <typeparam name="T">The union.</typeparam>
    /// <param name="discriminator">The name of the member with the tag in JSON.</param>
    public T? ReadTagged<T>(ReadOnlySpan<byte> discriminator)
        where T : class, IJsonMessage<T>
    {
        var tag = ReadUtf8String();
        var start = _position;
        var text = ReadUtf8String();
        if (Failed)
            return null;

        var reader = JsonReader.OfUtf8(text, MessagePackCodec.MaxDepth, _depth);
        var value = reader.ExpectTag(discriminator, tag) ? T.ReadJson(ref reader) : null;
        reader.ReadEnd();
        return reader.GetError() is not { } error || FailJson(start, error) ? value : null;
    }

    /// <summary>
    /// Reads a value of a kind that the sender's union did not have: an empty tag and its JSON text. If the kind is known here, it is read
    /// as its case.
    /// </summary>
    /// <typeparam name="T">The union.</typeparam>
    public T? ReadUnknownKind<T>()
        where T : class, IJsonMessage<T>
    {
        var tagStart = _position;
        var tag = ReadUtf8String();
        var start = _position;
        var text = ReadUtf8String();
        if (Failed)
            return null;

        if (!tag.IsEmpty)
        {
            FailAt(tagStart, DecodeErrorCode.UnexpectedType, "Expected the key of a case or an empty tag, found another tag.");
            return null;
        }

        var reader = JsonReader.OfUtf8(text, MessagePackCodec.MaxDepth, _depth);
        var value = T.ReadJson(ref reader);
        reader.ReadEnd();
        return reader.GetError() is not { } error || FailJson(start, error) ? value : null;
    }

    /// <summary>Copies the bytes since the start of a union.</summary>
    public readonly ReadOnlyMemory<byte> ReadBack(ReadOnlySpan<byte> whole) =>
        whole[..(whole.Length - (_bytes.Length - _position))].ToArray();

    /// <summary>Checks that a union is the requested case.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public T? Expect<T>(T? value)
        where T : class
    {
        if (value is null && !Failed)
            Fail(DecodeErrorCode.UnexpectedType, $"The union that ends here holds another case than {typeof(T).Name}.");
        return value;
    }
}
