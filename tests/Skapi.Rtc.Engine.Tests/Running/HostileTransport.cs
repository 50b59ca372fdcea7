using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Running;

/// <summary>A stack at its worst: each operation does what a test says, hang or throw, and takes no notice of its cancellation.</summary>
internal sealed class HostileTransport : IRtcTransport
{
    public string Name => "hostile";

    public RtcCapabilities Capabilities => RtcCapabilities.None;

    public Func<Task> Creating { get; init; } = Nothing;

    public Func<Task> Offering { get; init; } = Nothing;

    public Func<Task> RollingBack { get; init; } = Nothing;

    public Func<Task> AddingCandidate { get; init; } = Nothing;

    public Func<Task> Disposing { get; init; } = Nothing;

    public static Func<Task> Hangs { get; } = () => new TaskCompletionSource().Task;

    public static Func<Task> Throws { get; } = () => throw new InvalidOperationException("the stack is broken");

    /// <summary>A stack can cancel an operation although nobody has asked for that.</summary>
    public static Func<Task> Cancels { get; } = () => Task.FromCanceled(new CancellationToken(canceled: true));

    private static Func<Task> Nothing { get; } = () => Task.CompletedTask;

    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default)
    {
        await Creating();
        return new Peer(this);
    }

    private sealed class Peer(HostileTransport transport) : IRtcPeer
    {
        public long MediaReceived => 0;

        public ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IRtcDataChannel CreateDataChannel(DataChannelOptions options) => new Tests.Calls.StillChannel(options.Protocol);

        public async ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
        {
            await transport.Offering();
            return new SessionDescription { Type = SdpType.Offer, Sdp = "v=0" };
        }

        public ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
            new(description.Type == SdpType.Rollback ? transport.RollingBack() : Task.CompletedTask);

        public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;

        public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default) =>
            new(transport.AddingCandidate());

        public void SetMuted(MediaKind kind, bool muted)
        {
        }

        public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public void RestartIce() => throw new NotSupportedException();

        public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => new(transport.Disposing());
    }
}
