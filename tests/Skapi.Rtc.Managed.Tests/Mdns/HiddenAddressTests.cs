using System.Net;
using Microsoft.Extensions.Time.Testing;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Mdns;

/// <summary>Two peers that tell names in place of their addresses. The multicast stays on the loopback interface.</summary>
public class HiddenAddressTests
{
    [Fact]
    public async Task Peers_that_hide_their_addresses_connect()
    {
        await using var pair = await PeerPair.CreateAsync(Hiding(), Hiding());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync();
        await pair.OpenChannelAsync();

        var told = pair.OffererEvents.Events.OfType<PeerEvent.IceCandidateFound>().Select(found => found.Candidate.Candidate).ToList();
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(line => MdnsName.IsHidden(line.Split(' ')[4]));
    }

    [Fact]
    public async Task Without_multicast_no_address_is_told()
    {
        var transport = new ManagedTransport(new ManagedTransportOptions { HideLocalAddresses = true }, new MdnsService(() => []));
        await using var pair = await PeerPair.CreateAsync(transport);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync();
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidatesEnded>();

        pair.OffererEvents.Events.OfType<PeerEvent.IceCandidateFound>().ShouldBeEmpty();
    }

    // The end of the candidates that waits for a name is that of the session in which it was told.
    [Fact]
    public async Task A_call_connects_although_nobody_answers_for_a_name_of_the_session_before_a_restart()
    {
        var time = new FakeTimeProvider();
        var resolving = new ManagedTransport(null, new MdnsService(() => [IPAddress.Loopback], time));
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport(), resolving);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await DescribeAsync(pair);
        await pair.Answerer.AddIceCandidateAsync(CandidateOf(Name(1)));
        await pair.Answerer.AddIceCandidateAsync(new IceCandidate { Candidate = "" });
        pair.Offerer.RestartIce();
        await DescribeAsync(pair);

        for (var second = 0; second < 6; second++)
            time.Advance(TimeSpan.FromSeconds(1));

        pair.BeginTrickling();
        await pair.OpenChannelAsync();
        pair.AnswererEvents.Events.ShouldNotContain(new PeerEvent.IceConnectionStateChanged(IceConnectionState.Failed));
    }

    [Fact]
    public void One_peer_has_few_names_resolved_at_once()
    {
        using var names = new HiddenAddresses(new MdnsService(() => []));

        for (var number = 0; number < 100; number++)
            names.Resolve(Name(number % 10), _ => { });

        for (var number = 0; number < 8; number++)
        {
            names.IsResolving.ShouldBeTrue();
            names.OnResolved(Name(number), null);
        }

        names.IsResolving.ShouldBeFalse();
    }

    [Fact]
    public void A_name_that_was_resolved_is_known()
    {
        using var names = new HiddenAddresses(new MdnsService(() => []));
        names.Resolve(Name(1), _ => { });

        names.OnResolved(Name(1), IPAddress.Loopback);

        names.TryFind(Name(1).ToUpperInvariant(), out var address).ShouldBeTrue();
        address.ShouldBe(IPAddress.Loopback);
        names.TryFind(Name(2), out _).ShouldBeFalse();
    }

    private static string Name(int number) => $"00000000-0000-4000-8000-{number:D12}.local";

    private static IceCandidate CandidateOf(string name) =>
        new() { Candidate = $"candidate:1 1 udp 100 {name} 9 typ host", SdpMid = "0", SdpMLineIndex = 0 };

    private static async Task DescribeAsync(PeerPair pair)
    {
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Offerer.SetLocalDescriptionAsync(offer);
        await pair.Answerer.SetRemoteDescriptionAsync(offer);
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);
        await pair.Offerer.SetRemoteDescriptionAsync(answer);
    }

    private static ManagedTransport Hiding() =>
        new(new ManagedTransportOptions { HideLocalAddresses = true }, new MdnsService(() => [IPAddress.Loopback]));
}
