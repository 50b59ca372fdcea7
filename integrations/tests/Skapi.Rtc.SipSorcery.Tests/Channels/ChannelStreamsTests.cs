using Skapi.Rtc.SipSorcery.Channels;

namespace Skapi.Rtc.SipSorcery.Tests.Channels;

public sealed class ChannelStreamsTests
{
    [Fact]
    public void The_other_side_cannot_use_an_id_of_this_side_or_one_in_use()
    {
        var streams = new ChannelStreams(isDtlsClient: true);

        streams.Take().ShouldBe((ushort)0);
        streams.TryRegisterRemote(1).ShouldBeTrue();

        streams.TryRegisterRemote(1).ShouldBeFalse();
        streams.TryRegisterRemote(2).ShouldBeFalse();
    }

    [Fact]
    public void An_id_is_free_again_when_both_sides_have_reset_the_stream()
    {
        var streams = new ChannelStreams(isDtlsClient: true);
        streams.TryRegisterRemote(1);

        streams.OnLocalReset(1);
        streams.TryRegisterRemote(1).ShouldBeFalse();
        streams.OnRemoteReset(1);

        streams.TryRegisterRemote(1).ShouldBeTrue();
    }

    [Fact]
    public void The_other_side_can_use_a_stream_again_before_this_side_has_its_confirmation()
    {
        var streams = new ChannelStreams(isDtlsClient: true);
        streams.TryRegisterRemote(1);

        streams.OnRemoteReset(1);

        streams.TryRegisterRemote(1).ShouldBeTrue();
    }

    [Fact]
    public void A_reset_of_a_stream_without_a_channel_changes_nothing()
    {
        var streams = new ChannelStreams(isDtlsClient: false);

        streams.OnRemoteReset(0);
        streams.TryRegisterRemote(0).ShouldBeTrue();
        streams.OnLocalReset(0);

        streams.TryRegisterRemote(0).ShouldBeFalse();
    }
}
