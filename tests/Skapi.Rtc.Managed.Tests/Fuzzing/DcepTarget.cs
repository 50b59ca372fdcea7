using Skapi.Rtc.DataChannels;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>The messages that open data channels (RFC 8832).</summary>
internal sealed class DcepTarget : IFuzzTarget
{
    public void Run(ReadOnlySpan<byte> input)
    {
        if (!DcepOpen.IsAck(input) && DcepOpen.TryParse(input) is { } open && DcepOpen.TryParse(open.Write()) is null)
            throw new InvalidOperationException("A message that was read cannot be written and read again.");
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        yield return new DcepOpen("text-chat", DataChannelOptions.TextChat).Write();
        yield return new DcepOpen("größer", DataChannelOptions.Gaming).Write();
        yield return new DcepOpen("", new DataChannelOptions()).Write();
        yield return DcepOpen.Ack.ToArray();
    }
}
