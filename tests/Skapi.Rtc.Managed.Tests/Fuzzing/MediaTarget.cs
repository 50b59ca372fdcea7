using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Tests.Media;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>A media session and the packets of RTP and RTCP that it reads, as SRTP leaves them.</summary>
internal sealed class MediaTarget : IFuzzTarget
{
    private const byte H264 = 102;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public void Run(ReadOnlySpan<byte> input)
    {
        using var pair = CreatePair();
        foreach (var datagram in Datagrams.Split(input))
        {
            pair.Right.Handle(datagram);
            pair.Run(Step);
        }

        pair.Run(TimeSpan.FromSeconds(1));
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        using var pair = CreatePair();
        var (left, right) = (new List<byte[]>(), new List<byte[]>());
        pair.Left.Passes = packet => Keep(left, packet, isLost: left.Count == 3);
        pair.Right.Passes = packet => Keep(right, packet, isLost: false);
        pair.Run(TimeSpan.FromSeconds(1), tick =>
        {
            pair.Left.Send(pair.Left.Session.Transceivers[0], tick);
            pair.Left.Send(pair.Left.Session.Transceivers[1], tick, size: 1500);
        });
        yield return Datagrams.Join([.. left.Take(6)]);
        yield return Datagrams.Join([.. left.Where(packet => packet[1] is 200 or 202).Take(2), .. right.Take(4)]);
        yield return Datagrams.Join(
            [Packet(1, "7C8501020304"), Packet(2, "7C0505060708"), Packet(3, "7C45090A0B0C"), Packet(4, "780003670102000268030004650405")]);
    }

    private static bool Keep(List<byte[]> packets, byte[] packet, bool isLost)
    {
        packets.Add(packet);
        return !isLost;
    }

    private static byte[] Packet(ushort sequence, string payload)
    {
        var header = new byte[RtpHeader.FixedSize];
        new RtpHeader { Marker = true, PayloadType = H264, Sequence = sequence, Timestamp = sequence, Ssrc = 7 }.Write(header, false);
        return [.. header, .. Convert.FromHexString(payload)];
    }

    private static MediaPair CreatePair()
    {
        var pair = new MediaPair();
        pair.Add("0", MediaKind.Audio);
        pair.Add("1", MediaKind.Video, change: static parameters => parameters with
        {
            Layer = new SimulcastLayer("a", ""),
            Extensions = new ExtensionNumbers { Mid = 1, Rid = 2, RepairedRid = 3, TransportSequence = 4 },
        });
        return pair;
    }
}
