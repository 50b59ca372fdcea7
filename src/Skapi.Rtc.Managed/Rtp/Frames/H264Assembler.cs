using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Managed.Wire;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Rtp.Frames;

/// <summary>H.264 access units (RFC 6184, packetization modes 0 and 1), in the format of annex B.</summary>
internal sealed class H264Assembler(IFrameSink sink, BufferBudget budget) : FrameAssembler(MediaCodec.H264, sink, budget)
{
    private const int TypeMask = 0x1F;
    private const int HeaderMask = 0xE0;
    private const int ParameterSet = 7;
    private const int Delimiter = 9;
    private const int MaxSingleUnit = 23;
    private const int Aggregation = 24;
    private const int Fragment = 28;
    private const int FragmentStart = 0x80;

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <inheritdoc/>
    public override bool CanBegin(ReadOnlySpan<byte> payload) => payload is [var header, ..] && (header & TypeMask) switch
    {
        ParameterSet or Delimiter => true,

        // An aggregation begins with the length of its first unit.
        Aggregation => payload.Length > 3 && (payload[3] & TypeMask) is ParameterSet or Delimiter,
        _ => false,
    };

    /// <inheritdoc/>
    protected override bool TryAppend(ReadOnlySpan<byte> payload) => (payload[0] & TypeMask) switch
    {
        >= 1 and <= MaxSingleUnit => AppendUnit(payload),
        Aggregation => TryAppendAggregation(payload[1..]),
        Fragment => TryAppendFragment(payload),
        _ => false,
    };

    private bool AppendUnit(ReadOnlySpan<byte> unit) => Append(StartCode) && Append(unit);

    private bool TryAppendAggregation(ReadOnlySpan<byte> units)
    {
        var reader = new WireReader(units);
        while (reader.Remaining > 0)
        {
            var unit = reader.ReadVector16();
            if (reader.Failed || unit.IsEmpty || !AppendUnit(unit))
                return false;
        }

        return true;
    }

    private bool TryAppendFragment(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 3)
            return false;

        if ((payload[1] & FragmentStart) == 0)
            return !IsEmpty && Append(payload[2..]);

        var header = (byte)((payload[0] & HeaderMask) | (payload[1] & TypeMask));
        return Append(StartCode) && Append([header]) && Append(payload[2..]);
    }
}
