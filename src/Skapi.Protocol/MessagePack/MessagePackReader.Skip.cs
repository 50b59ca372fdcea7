using System.Runtime.CompilerServices;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Skips any value.</summary>
    /// <remarks>
    /// A message of a later version may nest as deep as one of this version, and a union is one level with its case. Only the schema says
    /// which arrays are unions, so every array that can be one is treated as one.
    /// </remarks>
    public void Skip()
    {
        if (!MayBeUnion())
        {
            SkipCase();
            return;
        }

        _position++;
        SkipCase();
        SkipCase();
    }

    /// <summary>Skips elements whose keys have no member.</summary>
    /// <param name="count">The number of elements of the array.</param>
    /// <param name="from">The first such key.</param>
    /// <param name="to">The first key after them.</param>
    public void SkipGap(int count, int from, int to)
    {
        for (var key = from; key < to && key < count && !Failed; key++)
            Skip();
    }

    /// <summary>Skips elements after the last known key, which a later version can add.</summary>
    /// <param name="count">The number of elements of the array.</param>
    /// <param name="from">The first unknown key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipRest(int count, int from)
    {
        if (count > from)
            SkipGap(count, from, count);
    }

    /// <summary>Skips the case of a union, or any value that is not a union.</summary>
    public void SkipCase()
    {
        var type = NextType;
        switch (type)
        {
            case MessagePackType.Array or MessagePackType.Map:
                var count = type == MessagePackType.Array ? ReadArrayStart() : ReadMapStart();
                for (var i = (type == MessagePackType.Array ? 1L : 2L) * count; i > 0 && !Failed; i--)
                    Skip();
                ReadArrayEnd();
                break;
            case MessagePackType.None:
                FailType("a value");
                break;
            default:
                var length = MessagePackFormat.LengthOf(_bytes[_position..]);
                if (length > _bytes.Length - _position)
                    FailEnd();
                else
                    _position += (int)length;
                break;
        }
    }

    /// <summary>Whether the next value is an array of two whose first element can be the key or the tag of a union.</summary>
    private readonly bool MayBeUnion() =>
        _bytes.Length - _position >= 3
        && _bytes[_position] == MessagePackFormat.ArrayOfTwo
        && MessagePackFormat.TypeOf(_bytes[_position + 1]) is MessagePackType.Integer or MessagePackType.String;
}
