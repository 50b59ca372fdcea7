using System.Diagnostics.CodeAnalysis;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>
    /// Reads the beginning of a union: an array of a key and a case, which follows. The array is no level of its own, since a union is one
    /// object in JSON: what nests as deep as JSON allows is read here too.
    /// </summary>
    /// <param name="key">The case's key; -1 where a tag stands in its place, which <see cref="ReadTagged"/> reads.</param>
    /// <param name="whole">The bytes from the union's beginning, for <see cref="ReadBack"/>.</param>
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
            return FailAt(start, DecodeErrorCode.UnexpectedType, $"Expected a union, an array of the case's key and the case, found {count} element(s).");

        if (NextType != MessagePackType.String)
            key = ReadInteger(0, ushort.MaxValue);
        return !Failed;
    }

    /// <summary>
    /// Reads a case that whoever wrote it had from JSON and did not know: its tag stands in place of the key, and its JSON text in place of
    /// the case. Here the tag may be known, and is read as its case then.
    /// </summary>
    /// <typeparam name="T">The union.</typeparam>
    /// <param name="discriminator">The name of the member that holds the tag in JSON.</param>
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

    /// <summary>Copies what was read since a union began.</summary>
    public readonly ReadOnlyMemory<byte> ReadBack(ReadOnlySpan<byte> whole) => whole[..(whole.Length - (_bytes.Length - _position))].ToArray();

    /// <summary>Checks that a union held the case that is asked for.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public T? Expect<T>(T? value)
        where T : class
    {
        if (value is null && !Failed)
            Fail(DecodeErrorCode.UnexpectedType, $"The union that ends here holds another case than {typeof(T).Name}.");
        return value;
    }
}
