using System.Diagnostics.CodeAnalysis;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads the beginning of a union: an array of a key and a case. The case follows, then <see cref="ReadArrayEnd"/>.</summary>
    /// <param name="key">The case's key; -1 where a tag stands in its place, which is still to be read.</param>
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

        if (count != 2)
            return FailAt(start, DecodeErrorCode.UnexpectedType, $"Expected a union, an array of the case's key and the case, found {count} element(s).");

        if (NextType != MessagePackType.String)
            key = ReadInteger(0, ushort.MaxValue);
        return !Failed;
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
