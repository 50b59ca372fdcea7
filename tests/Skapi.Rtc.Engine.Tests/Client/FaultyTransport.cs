using Skapi.Protocol;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Media;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Client;

/// <summary>The transport in memory, with a fault that a test switches on and off.</summary>
internal sealed class FaultyTransport(InMemoryTransport inner) : IRtcTransport
{
    /// <summary>The fault, by the name of the operation in <see cref="IRtcPeer"/>. It does something before the operation.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Changes the descriptions that are sent.</summary>
    public Func<SessionDescription, SessionDescription> Describe { get; set; } = description => description;

    public string Name => "faulty";

    public RtcCapabilities Capabilities => inner.Capabilities;

    public async ValueTask<IRtcPeer> CreatePeerAsync(
        RtcPeerOptions options, IRtcPeerObserver observer, CancellationToken cancellationToken = default) =>
        new Peer(this, await inner.CreatePeerAsync(options, observer, cancellationToken));

    private sealed class Peer(FaultyTransport transport, IRtcPeer inner) : IRtcPeer
    {
        private SessionDescription? _true;

        public long MediaReceived => inner.MediaReceived;

        public ValueTask AddMediaAsync(MediaOptions media, CancellationToken cancellationToken = default) =>
            inner.AddMediaAsync(media, cancellationToken);

        public ValueTask ReplaceAudioAsync(AudioSource? source, CancellationToken cancellationToken = default) =>
            inner.ReplaceAudioAsync(source, cancellationToken);

        public ValueTask ReplaceVideoAsync(VideoSource? source, CancellationToken cancellationToken = default) =>
            inner.ReplaceVideoAsync(source, cancellationToken);

        public IRtcDataChannel CreateDataChannel(DataChannelOptions options) => inner.CreateDataChannel(options);

        public async ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
        {
            transport.Before(nameof(CreateOfferAsync));
            return transport.Describe(_true = await inner.CreateOfferAsync(cancellationToken));
        }

        public async ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
        {
            transport.Before(nameof(CreateAnswerAsync));
            return transport.Describe(_true = await inner.CreateAnswerAsync(cancellationToken));
        }

        public ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
            inner.SetLocalDescriptionAsync(description.Type == SdpType.Rollback ? description : _true!, cancellationToken);

        public ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
        {
            if (description.Type != SdpType.Rollback)
                transport.Before(nameof(SetRemoteDescriptionAsync));
            return inner.SetRemoteDescriptionAsync(description, cancellationToken);
        }

        public ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
        {
            transport.Before(nameof(AddIceCandidateAsync));
            return inner.AddIceCandidateAsync(candidate, cancellationToken);
        }

        public void RestartIce() => inner.RestartIce();

        public void SetMuted(MediaKind kind, bool muted) => inner.SetMuted(kind, muted);

        public ValueTask<RtcStats> GetStatsAsync(CancellationToken cancellationToken = default) => inner.GetStatsAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
