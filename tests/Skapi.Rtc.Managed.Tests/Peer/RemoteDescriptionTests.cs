using System.Net;
using System.Net.Sockets;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>What the other side's description may contain.</summary>
public class RemoteDescriptionTests
{
    [Theory]
    [InlineData("ice-ufrag", 3)]
    [InlineData("ice-ufrag", 257)]
    [InlineData("ice-ufrag", 100_000)]
    [InlineData("ice-pwd", 21)]
    [InlineData("ice-pwd", 257)]
    [InlineData("ice-pwd", 100_000)]
    public async Task Credentials_of_a_length_that_is_not_allowed_are_refused(string name, int length) =>
        (await RefusalOfAsync(name, new string('a', length))).ShouldContain($"its {name} has {length} characters");

    [Theory]
    [InlineData("ice-ufrag", 4)]
    [InlineData("ice-ufrag", 256)]
    [InlineData("ice-pwd", 22)]
    [InlineData("ice-pwd", 256)]
    public async Task Credentials_of_a_length_that_is_allowed_connect(string name, int length)
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync(offerOnTheWay: offer => With(offer, name, new string('a', length)));
    }

    [Theory]
    [InlineData("ice-ufrag", "fragment:two")]
    [InlineData("ice-ufrag", "frag ment")]
    [InlineData("ice-ufrag", "fragmènt")]
    [InlineData("ice-ufrag", "frag\u0001ment")]
    [InlineData("ice-pwd", "a password with spaces in it")]
    [InlineData("ice-pwd", "aaaaaaaaaaaaaaaaaaaaaa\u20AC")]
    public async Task Credentials_with_characters_that_are_not_allowed_are_refused(string name, string value) =>
        (await RefusalOfAsync(name, value)).ShouldContain($"its {name} contains a character that is not allowed");

    [Theory]
    [InlineData("candidate:")]
    [InlineData("candidate:1 1 udp x 1.2.3.4 5 typ host")]
    [InlineData("candidate:1 1 udp 1 1.2.3.4 99999 typ host")]
    [InlineData("candidate:1 1 udp 1 1.2.3.4 5 typ nothing")]
    [InlineData("candidate:1 1 udp 1 ........ 5 typ host")]
    [InlineData("candidate:1 1 udp 1 fe80::1%no-such-interface 5 typ host")]
    [InlineData("candidate:1 1 tcp 1 1.2.3.4 9 typ host tcptype active")]
    [InlineData("candidate:1 256 udp 1 1.2.3.4 5 typ host")]
    [InlineData("candidate:1 1 udp 1 255.255.255.255 5 typ host")]
    [InlineData("candidate:1 1 udp 1 224.0.0.1 5 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag")]
    public async Task A_candidate_that_cannot_be_used_does_not_spoil_the_others(string candidate)
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync(
            onTheWay: answer => answer with { Sdp = $"{answer.Sdp}a={candidate}\r\n" },
            offerOnTheWay: offer => offer with { Sdp = $"{offer.Sdp}a={candidate}\r\n" });

        await pair.WaitUntilConnectedAsync();
    }

    // Reading the whole description again for each candidate took minutes.
    [Fact]
    public async Task A_description_full_of_candidates_of_another_session_is_applied()
    {
        const string Candidate = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host ufrag another\r\n";
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Encoded(new EncodedFeed(MediaCodec.Opus)) });

        await pair.NegotiateAsync(
            offerOnTheWay: offer => offer with { Sdp = offer.Sdp + string.Concat(Enumerable.Repeat(Candidate, 15_000)) });

        await pair.WaitUntilConnectedAsync();
    }

    // RFC 9143, section 10.1: the candidates are in the first section of the bundle.
    [Fact]
    public async Task Candidates_of_the_section_that_speaks_for_the_bundle_are_used()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Encoded(new EncodedFeed(MediaCodec.Opus)) });
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        using var candidate = new UdpClient(new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)candidate.Client.LocalEndPoint!).Port;
        var address = LocalAddresses.Find(LocalAddressPolicy.Reachable)
            .First(static address => address.AddressFamily == AddressFamily.InterNetwork);
        var offer = (await pair.Offerer.CreateOfferAsync()).Sdp.Replace("BUNDLE 0 1", "BUNDLE 1 0", StringComparison.Ordinal);

        await pair.Answerer.SetRemoteDescriptionAsync(new SessionDescription
        {
            Type = SdpType.Offer,
            Sdp = $"{offer}a=candidate:1 1 udp 1 {address} {port} typ host\r\n",
        });
        await pair.Answerer.SetLocalDescriptionAsync(await pair.Answerer.CreateAnswerAsync());

        offer.ShouldContain("BUNDLE 1 0");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        (await candidate.ReceiveAsync(timeout.Token)).Buffer.ShouldNotBeEmpty();
    }

    // webrtc-rs #251: one number stood for what this side receives and for what it sends.
    [Fact]
    public async Task The_maximum_message_of_each_side_limits_the_other()
    {
        var small = new ManagedTransport(new ManagedTransportOptions { MaxMessageSize = 2000 });
        await using var pair = await PeerPair.CreateAsync(small, new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        var (offerers, answerers) = await pair.OpenChannelAsync();

        offerers.Send(new byte[100_000]);
        answerers.Send(new byte[2000]);
        var error = Should.Throw<SkapiException>(() => answerers.Send(new byte[2001]));

        (await pair.AnswererEvents.WaitForAsync<BinaryReceived>()).Data.Length.ShouldBe(100_000);
        (await pair.OffererEvents.WaitForAsync<BinaryReceived>()).Data.Length.ShouldBe(2000);
        error.Message.ShouldContain("2000");
    }

    private static SessionDescription With(SessionDescription description, string name, string value)
    {
        var lines = description.Sdp.Split("\r\n")
            .Select(line => line.StartsWith($"a={name}:", StringComparison.Ordinal) ? $"a={name}:{value}" : line);
        return description with { Sdp = string.Join("\r\n", lines) };
    }

    private static async Task<string> RefusalOfAsync(string name, string value)
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        var offer = await pair.Offerer.CreateOfferAsync();

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await pair.Answerer.SetRemoteDescriptionAsync(With(offer, name, value)));

        // Nothing has changed: the description that is right is accepted.
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        return error.Message;
    }
}
