using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests;

public sealed class CertificateTests
{
    [Fact]
    public async Task A_peer_whose_certificate_is_not_the_announced_one_is_refused_and_told()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        var channel = pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = WithAnotherFingerprint(answer.Sdp) });

        await pair.OffererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State == PeerConnectionState.Failed);
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>(closed => closed.Channel == channel);
        await pair.AnswererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State == PeerConnectionState.Closed);
        pair.OffererEvents.Events.OfType<PeerEvent.ConnectionStateChanged>()
            .ShouldNotContain(changed => changed.State == PeerConnectionState.Connected);
        pair.OffererEvents.Events.OfType<PeerEvent.DataChannelOpened>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_data_channels_the_certificate_is_compared_too()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);

        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = WithAnotherFingerprint(answer.Sdp) });

        await pair.OffererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State == PeerConnectionState.Failed);
        pair.OffererEvents.Events.OfType<PeerEvent.ConnectionStateChanged>()
            .ShouldNotContain(changed => changed.State == PeerConnectionState.Connected);
    }

    // One digit of the hash is another one.
    private static string WithAnotherFingerprint(string sdp) => string.Join("\r\n", sdp.Split("\r\n").Select(line =>
        line.StartsWith("a=fingerprint:", StringComparison.Ordinal) ? line[..^1] + (line[^1] == '0' ? '1' : '0') : line));
}
