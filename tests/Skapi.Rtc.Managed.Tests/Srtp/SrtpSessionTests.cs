using System.Buffers.Binary;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Managed.Srtp;
using Skapi.Rtc.Managed.Tests.Dtls;

namespace Skapi.Rtc.Managed.Tests.Srtp;

public class SrtpSessionTests
{
    private const int PayloadSize = 100;

    public static TheoryData<int> Profiles { get; } = [(int)SrtpProfile.AeadAes128Gcm, (int)SrtpProfile.Aes128CmHmacSha1Tag80];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Packets_go_both_ways(int profile)
    {
        using var pair = new Pair((SrtpProfile)profile);

        pair.Server.Receiver.TryUnprotectRtp(Protect(pair.Client, Packet(1, 7)), out var length).ShouldBeTrue();
        pair.Client.Receiver.TryUnprotectRtp(Protect(pair.Server, Packet(1, 7)), out _).ShouldBeTrue();

        length.ShouldBe(RtpHeader.FixedSize + PayloadSize);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Control_packets_go_both_ways(int profile)
    {
        using var pair = new Pair((SrtpProfile)profile);
        var packet = ProtectControl(pair.Client, ssrc: 7);

        pair.Server.Receiver.TryUnprotectRtcp(packet, out var length).ShouldBeTrue();

        length.ShouldBe(8);
        packet[..8].ShouldBe(ControlPacket(7));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_counts_once(int profile)
    {
        using var pair = new Pair((SrtpProfile)profile);
        var (packet, control) = (Protect(pair.Client, Packet(1, 7)), ProtectControl(pair.Client, 7));
        var (again, controlAgain) = (packet.ToArray(), control.ToArray());
        pair.Server.Receiver.TryUnprotectRtp(packet, out _).ShouldBeTrue();
        pair.Server.Receiver.TryUnprotectRtcp(control, out _).ShouldBeTrue();

        pair.Server.Receiver.TryUnprotectRtp(again, out _).ShouldBeFalse();
        pair.Server.Receiver.TryUnprotectRtcp(controlAgain, out _).ShouldBeFalse();

        pair.Server.Receiver.Dropped.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_changed_bit_anywhere_makes_a_packet_useless(int profile)
    {
        using var pair = new Pair((SrtpProfile)profile);
        var (packet, control) = (Protect(pair.Client, Packet(1, 7)), ProtectControl(pair.Client, 7));

        for (var position = 0; position < packet.Length; position++)
            pair.Server.Receiver.TryUnprotectRtp(Changed(packet, position), out _).ShouldBeFalse($"byte {position}");
        for (var position = 0; position < control.Length; position++)
            pair.Server.Receiver.TryUnprotectRtcp(Changed(control, position), out _).ShouldBeFalse($"byte {position} of RTCP");

        // The forged ones changed nothing.
        pair.Server.Receiver.TryUnprotectRtp(packet, out _).ShouldBeTrue();
        pair.Server.Receiver.TryUnprotectRtcp(control, out _).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_of_any_length_is_dropped_without_an_exception(int profile)
    {
        using var pair = new Pair((SrtpProfile)profile);
        var packet = Protect(pair.Client, Packet(1, 7));

        for (var length = 0; length < packet.Length; length++)
        {
            pair.Server.Receiver.TryUnprotectRtp(packet.AsSpan(0, length), out _).ShouldBeFalse();
            pair.Server.Receiver.TryUnprotectRtcp(packet.AsSpan(0, length), out _).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Sequence_numbers_roll_over_while_packets_are_lost_and_late(int profile)
    {
        using var pair = new Pair((SrtpProfile)profile);
        byte[]? late = null;
        var sequence = (ushort)30000;
        for (var number = 0; number < 140_000; number += 577)
        {
            var packet = Protect(pair.Client, Packet(unchecked((ushort)(sequence + number)), 7));
            if (late is null)
            {
                late = packet;
                continue;
            }

            pair.Server.Receiver.TryUnprotectRtp(packet, out _).ShouldBeTrue();
            pair.Server.Receiver.TryUnprotectRtp(late, out _).ShouldBeTrue();
            late = null;
        }
    }

    [Fact]
    public void A_packet_that_is_sent_again_is_the_same_to_the_byte_even_after_a_roll_over()
    {
        using var pair = new Pair(SrtpProfile.AeadAes128Gcm);
        var first = Protect(pair.Client, Packet(65535, 7));
        Protect(pair.Client, Packet(0, 7));

        Protect(pair.Client, Packet(65535, 7)).ShouldBe(first);
    }

    [Fact]
    public void Sources_beyond_the_maximum_are_dropped()
    {
        using var pair = new Pair(SrtpProfile.AeadAes128Gcm);
        for (var ssrc = 1u; ssrc <= SrtpReceiver.MaxSources; ssrc++)
            pair.Server.Receiver.TryUnprotectRtp(Protect(pair.Client, Packet(1, ssrc)), out _).ShouldBeTrue();

        pair.Server.Receiver.TryUnprotectRtp(Protect(pair.Client, Packet(1, 100_000)), out _).ShouldBeFalse();
        pair.Server.Receiver.TryUnprotectRtp(Protect(pair.Client, Packet(2, 1)), out _).ShouldBeTrue();
    }

    [Fact]
    public void Both_sides_of_a_handshake_have_the_same_keys()
    {
        using var handshake = DtlsPair.Connected();
        var profile = handshake.Client.SrtpProfile!.Value;
        using var client = SrtpSession.Create(profile, isDtlsClient: true, handshake.Client.ExportKeys);
        using var server = SrtpSession.Create(profile, isDtlsClient: false, handshake.Server.ExportKeys);

        server.Receiver.TryUnprotectRtp(Protect(client, Packet(1, 7)), out _).ShouldBeTrue();
        client.Receiver.TryUnprotectRtp(Protect(server, Packet(1, 7)), out _).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_costs_no_allocation(int profile)
    {
        using var pair = new Pair((SrtpProfile)profile);
        var buffer = new byte[RtpHeader.FixedSize + PayloadSize + pair.Client.Sender.Overhead];
        Exchange(pair, buffer, first: 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Exchange(pair, buffer, first: 100);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Exchange(Pair pair, byte[] buffer, ushort first)
    {
        for (var number = 0; number < 100; number++)
        {
            new RtpHeader { Sequence = (ushort)(first + number), Ssrc = 7 }.Write(buffer, hasExtensions: false);
            var size = pair.Client.Sender.ProtectRtp(buffer, RtpHeader.FixedSize + PayloadSize);
            if (!pair.Server.Receiver.TryUnprotectRtp(buffer.AsSpan(0, size), out _))
                throw new InvalidOperationException("A packet was dropped.");
        }
    }

    private static byte[] Packet(ushort sequence, uint ssrc)
    {
        var packet = new byte[RtpHeader.FixedSize + PayloadSize];
        new RtpHeader { Sequence = sequence, Ssrc = ssrc, PayloadType = 96 }.Write(packet, hasExtensions: false);
        return packet;
    }

    private static byte[] ControlPacket(uint ssrc)
    {
        var packet = new byte[] { 0x80, 201, 0, 1, 0, 0, 0, 0 };
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    private static byte[] Protect(SrtpSession session, byte[] packet)
    {
        byte[] buffer = [.. packet, .. new byte[session.Sender.Overhead]];
        return buffer[..session.Sender.ProtectRtp(buffer, packet.Length)];
    }

    private static byte[] ProtectControl(SrtpSession session, uint ssrc)
    {
        byte[] buffer = [.. ControlPacket(ssrc), .. new byte[session.Sender.Overhead]];
        return buffer[..session.Sender.ProtectRtcp(buffer, 8)];
    }

    private static byte[] Changed(byte[] packet, int position)
    {
        var changed = packet.ToArray();
        changed[position] ^= 0x10;
        return changed;
    }

    private sealed class Pair : IDisposable
    {
        public Pair(SrtpProfile profile)
        {
            var keys = Enumerable.Range(0, SrtpSession.KeyMaterialSize(profile)).Select(number => (byte)number).ToArray();
            Client = new SrtpSession(profile, isDtlsClient: true, keys);
            Server = new SrtpSession(profile, isDtlsClient: false, keys);
        }

        public SrtpSession Client { get; }

        public SrtpSession Server { get; }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
