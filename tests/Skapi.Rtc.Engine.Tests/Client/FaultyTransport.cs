using Skapi.Protocol;
using Skapi.Rtc.InMemory;
using Skapi.Rtc.Peers;
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

    private sealed class Peer(FaultyTransport transport, IRtcPeer inner) : DelegatingPeer(inner)
    {
        private SessionDescription? _true;

        public override async ValueTask<SessionDescription> CreateOfferAsync(CancellationToken cancellationToken = default)
        {
            transport.Before(nameof(CreateOfferAsync));
            return transport.Describe(_true = await Inner.CreateOfferAsync(cancellationToken));
        }

        public override async ValueTask<SessionDescription> CreateAnswerAsync(CancellationToken cancellationToken = default)
        {
            transport.Before(nameof(CreateAnswerAsync));
            return transport.Describe(_true = await Inner.CreateAnswerAsync(cancellationToken));
        }

        public override ValueTask SetLocalDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default) =>
            Inner.SetLocalDescriptionAsync(description.Type == SdpType.Rollback ? description : _true!, cancellationToken);

        public override ValueTask SetRemoteDescriptionAsync(SessionDescription description, CancellationToken cancellationToken = default)
        {
            if (description.Type != SdpType.Rollback)
                transport.Before(nameof(SetRemoteDescriptionAsync));
            return Inner.SetRemoteDescriptionAsync(description, cancellationToken);
        }

        public override ValueTask AddIceCandidateAsync(IceCandidate candidate, CancellationToken cancellationToken = default)
        {
            transport.Before(nameof(AddIceCandidateAsync));
            return Inner.AddIceCandidateAsync(candidate, cancellationToken);
        }
    }
}
