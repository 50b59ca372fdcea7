using System.Runtime.CompilerServices;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads any value and forgets it.</summary>
    /// <remarks>
    /// A later version's message nests as deep as this one's may, and there a union is one level with its case. Which arrays are unions only
    /// the schema says, so whatever may be one is taken for one.
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

    /// <summary>Skips elements whose keys stand for nothing.</summary>
    /// <param name="count">How many elements the array has.</param>
    /// <param name="from">The first such key.</param>
    /// <param name="to">The first key behind them.</param>
    public void SkipGap(int count, int from, int to)
    {
        for (var key = from; key < to && key < count && !Failed; key++)
            Skip();
    }

    /// <summary>Skips elements behind the last known key, which a later version may have.</summary>
    /// <param name="count">How many elements the array has.</param>
    /// <param name="from">The first key that is not known.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipRest(int count, int from)
    {
        if (count > from)
            SkipGap(count, from, count);
    }

    /// <summary>Reads a union's case, or any value that is no union itself, and forgets it.</summary>
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

    /// <summary>Whether an array of two is next whose first element may be a union's key or tag.</summary>
    private readonly bool MayBeUnion() =>
        _bytes.Length - _position >= 3
        && _bytes[_position] == MessagePackFormat.ArrayOfTwo
        && MessagePackFormat.TypeOf(_bytes[_position + 1]) is MessagePackType.Integer or MessagePackType.String;
}
