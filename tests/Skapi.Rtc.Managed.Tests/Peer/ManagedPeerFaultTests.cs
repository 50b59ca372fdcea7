using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Peer;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>A fault inside the protocols ends the peer that it is in, with its reason. The process goes on.</summary>
public class ManagedPeerFaultTests
{
    private const string Reason = "the random source is broken";

    [Fact]
    public async Task A_fault_while_a_datagram_is_handled_fails_the_peer_and_says_why()
    {
        await using var broken = new BrokenPeer();
        var otherEvents = new PeerRecorder();
        await using var other = await new ManagedTransport().CreatePeerAsync(new RtcPeerOptions(), otherEvents);
        await broken.NegotiateAsync(other);

        // The check of an unknown address makes the peer check it too, which needs a random number.
        broken.Random.IsBroken = true;
        await broken.TellCandidatesAsync(other);

        await broken.ShouldFailAsync();
    }

    [Fact]
    public async Task A_fault_in_a_timer_fails_the_peer_and_says_why()
    {
        var time = new FakeTimeProvider();
        await using var broken = new BrokenPeer(time);
        await using var other = await new ManagedTransport().CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        await broken.NegotiateAsync(other);

        // The first check is sent at once and the second one by the timer.
        await broken.AddCandidateAsync("candidate:1 1 udp 100 127.0.0.1 9 typ host");
        await broken.AddCandidateAsync("candidate:2 1 udp 90 127.0.0.1 10 typ host");
        broken.Random.IsBroken = true;
        time.Advance(TimeSpan.FromMilliseconds(20));

        await broken.ShouldFailAsync();
    }

    private sealed class BrokenPeer : IAsyncDisposable, ILoggerFactory, ILogger
    {
        private readonly PeerRecorder _events = new();
        private readonly ManagedPeer _peer;
        private readonly TaskCompletionSource<Exception> _logged = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public BrokenPeer(TimeProvider? time = null)
        {
            var options = new RtcPeerOptions { LoggerFactory = this, TimeProvider = time ?? TimeProvider.System };
            _peer = new ManagedPeer(options, _events, new IceOptions { Random = Random });
            _peer.CreateDataChannel(DataChannelOptions.TextChat);
        }

        public BreakableRandom Random { get; } = new();

        public async Task NegotiateAsync(IRtcPeer other)
        {
            var offer = await _peer.CreateOfferAsync();
            await _peer.SetLocalDescriptionAsync(offer);
            await other.SetRemoteDescriptionAsync(offer);
            var answer = await other.CreateAnswerAsync();
            await other.SetLocalDescriptionAsync(answer);
            await _peer.SetRemoteDescriptionAsync(answer);
        }

        public async Task TellCandidatesAsync(IRtcPeer other)
        {
            await _events.WaitForAsync<PeerEvent.IceCandidatesEnded>();
            foreach (var found in _events.Events.OfType<PeerEvent.IceCandidateFound>())
                await other.AddIceCandidateAsync(found.Candidate);
        }

        public async Task AddCandidateAsync(string candidate) =>
            await _peer.AddIceCandidateAsync(new IceCandidate { Candidate = candidate });

        public async Task ShouldFailAsync()
        {
            await _events.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State == PeerConnectionState.Failed);
            (await _events.WaitForAsync<PeerEvent.DataChannelFailed>()).Text.ShouldContain(Reason);
            (await _logged.Task.WaitAsync(PeerRecorder.HangGuard)).Message.ShouldBe(Reason);
        }

        public ValueTask DisposeAsync() => _peer.DisposeAsync();

        ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

        void ILoggerFactory.AddProvider(ILoggerProvider provider)
        {
        }

        void IDisposable.Dispose()
        {
        }

        IDisposable? ILogger.BeginScope<TState>(TState state) => null;

        bool ILogger.IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error && exception is not null)
                _logged.TrySetResult(exception);
        }
    }

    private sealed class BreakableRandom : IRandomSource
    {
        private readonly SystemRandomSource _system = new();

        public volatile bool IsBroken;

        public void Fill(Span<byte> buffer)
        {
            if (IsBroken)
                throw new InvalidOperationException(Reason);

            _system.Fill(buffer);
        }
    }
}
