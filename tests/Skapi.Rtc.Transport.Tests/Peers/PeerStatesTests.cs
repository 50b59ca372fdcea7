using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Transport.Tests.Peers;

public sealed class PeerStatesTests
{
    private readonly List<string> _events = [];
    private readonly PeerStates _states;

    public PeerStatesTests() => _states = new PeerStates(Record)
    {
        Connected = () => _events.Add("connected!"),
        Ended = cutOff => _events.Add($"ended! {cutOff}"),
    };

    [Fact]
    public void A_connection_passes_through_checking_and_connecting()
    {
        _states.OnIce(IceTransportState.Checking);
        _states.OnIce(IceTransportState.Connected);
        _states.OnDtls(DtlsTransportState.Connecting);
        _states.OnDtls(DtlsTransportState.Connected);
        _states.OnIce(IceTransportState.Completed);

        _events.ShouldBe(["ice checking", "connecting", "ice connected", "connected!", "connected", "ice completed"]);
        _states.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public void A_pair_works_when_DTLS_is_connected_whatever_ICE_reports()
    {
        _states.OnIce(IceTransportState.Checking);
        _states.OnDtls(DtlsTransportState.Connected);

        _events.ShouldBe(["ice checking", "connecting", "ice connected", "connected!", "connected"]);
    }

    [Fact]
    public void A_lost_pair_disconnects_and_may_come_back()
    {
        Connect();

        _states.OnIce(IceTransportState.Disconnected);
        _states.OnIce(IceTransportState.Connected);

        _events.ShouldBe(["ice disconnected", "disconnected", "ice connected", "connected!", "connected"]);
    }

    [Fact]
    public void A_restart_of_a_lost_pair_stays_disconnected_until_a_pair_works()
    {
        Connect();

        _states.OnIce(IceTransportState.Disconnected);
        _states.OnIce(IceTransportState.New);
        _states.OnIce(IceTransportState.Checking);
        _states.IsConnected.ShouldBeFalse();
        _states.OnIce(IceTransportState.Connected);

        _events.ShouldBe(["ice disconnected", "disconnected", "ice connected", "connected!", "connected"]);
    }

    [Fact]
    public void The_other_side_s_closing_ends_the_connection()
    {
        Connect();

        _states.OnDtls(DtlsTransportState.Closed);

        _events.ShouldBe(["ice closed", "ended! False", "closed"]);
    }

    [Fact]
    public void The_end_of_the_association_is_the_other_side_s_closing()
    {
        Connect();

        _states.OnAssociationEnded();

        _events.ShouldBe(["ice closed", "ended! True", "closed"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failure_ends_the_connection_and_nothing_follows(bool ofDtls)
    {
        _states.OnIce(IceTransportState.Checking);
        _events.Clear();

        if (ofDtls)
            _states.OnDtls(DtlsTransportState.Failed);
        else
            _states.OnFailure();
        _states.OnIce(IceTransportState.Connected);
        _states.OnDtls(DtlsTransportState.Connected);

        _events.ShouldBe(["ended! True", "failed"]);
        _states.HasEnded.ShouldBeTrue();
    }

    private void Connect()
    {
        _states.OnIce(IceTransportState.Connected);
        _states.OnDtls(DtlsTransportState.Connected);
        _events.Clear();
    }

    private void Record(PeerEvent peerEvent) => _events.Add(peerEvent switch
    {
        PeerEvent.IceConnectionStateChanged changed => $"ice {changed.State.Value}",
        PeerEvent.ConnectionStateChanged changed => changed.State.Value,
        _ => peerEvent.GetType().Name,
    });
}
