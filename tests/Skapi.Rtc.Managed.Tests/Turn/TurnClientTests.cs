using System.Net;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

public class TurnClientTests
{
    private static readonly byte[] Data = [22, 1, 2, 3];

    [Fact]
    public void An_address_is_allocated_with_the_credentials_that_the_server_asks_for()
    {
        var pair = TurnPair.Allocated();

        pair.Server.Requests.ShouldBe([TurnMethod.Allocate, TurnMethod.Allocate]);
        pair.Client.Relayed.ShouldBe(IPEndPoint.Parse("198.51.100.1:49152"));
        pair.Client.Mapped.ShouldBe(TurnPair.Local);
    }

    [Fact]
    public void A_server_that_lists_algorithms_gets_sha_256_and_a_hidden_user_name()
    {
        var pair = new TurnPair { Server = { UsesSha256 = true } };

        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State == TurnState.Allocated);
        pair.SendToPeer(Data);
        pair.RunUntil(() => pair.PeerReceived.Count == 1);
    }

    [Fact]
    public void A_wrong_password_ends_with_the_servers_code()
    {
        var pair = new TurnPair(password: "wrong");

        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State == TurnState.Ended);

        pair.Endings.ShouldHaveSingleItem().Code.ShouldBe(401);
        pair.Server.Requests.Count.ShouldBe(2, "a wrong password is not tried again");
    }

    [Fact]
    public void A_server_of_IPv4_alone_behind_an_address_of_IPv6_allocates_what_it_has()
    {
        var pair = new TurnPair(server: "[2001:db8:64::c633:6401]:3478") { Server = { HasIpv6 = false } };

        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State == TurnState.Allocated);

        pair.Server.Requests.ShouldBe([TurnMethod.Allocate, TurnMethod.Allocate, TurnMethod.Allocate]);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(486)]
    [InlineData(508)]
    public void A_refusal_ends_with_its_code_and_words_of_one_line(int code)
    {
        var pair = new TurnPair { Server = { Refusals = { [TurnMethod.Allocate] = code } } };

        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State == TurnState.Ended);

        pair.Endings.ShouldHaveSingleItem().Code.ShouldBe(code);
        pair.Endings[0].Reason.ShouldContain("“Refusedby the server”");
    }

    [Fact]
    public void A_silent_server_ends_after_a_few_transmissions()
    {
        var pair = new TurnPair { Server = { IsSilent = true } };

        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State == TurnState.Ended);

        pair.Endings.ShouldHaveSingleItem().Code.ShouldBe(TurnClient.NotReachable);
        pair.Sent.ShouldBe(5);
        pair.Now.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_server_that_asks_for_a_new_nonce_for_ever_is_given_up()
    {
        var pair = new TurnPair { Server = { NonceLifetime = TimeSpan.Zero } };

        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State == TurnState.Ended);

        pair.Sent.ShouldBeLessThan(10);
    }

    [Fact]
    public void The_first_data_use_an_indication_and_later_ones_a_channel()
    {
        var pair = TurnPair.Allocated();

        pair.SendToPeer(Data);
        pair.RunUntil(() => pair.PeerReceived.Count == 1);
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.SendToPeer(Data);
        pair.RunUntil(() => pair.PeerReceived.Count == 2);

        (pair.Server.Indications, pair.Server.ChannelMessages).ShouldBe((1, 1));
        pair.PeerReceived.ShouldAllBe(received => received.SequenceEqual(Data));
    }

    [Fact]
    public void Connectivity_checks_bind_no_channel()
    {
        var pair = TurnPair.Allocated();
        var buffer = new byte[100];
        var check = new StunWriter(buffer, StunClass.Request, new TransactionId(1, 2));
        check.WriteFingerprint();

        pair.SendToPeer(check.Written.ToArray());
        pair.RunUntil(() => pair.PeerReceived.Count == 1);

        pair.Server.Requests.ShouldNotContain(TurnMethod.ChannelBind);
    }

    [Fact]
    public void A_server_without_channels_still_carries_data()
    {
        var pair = TurnPair.Allocated();
        pair.Server.Refusals[TurnMethod.ChannelBind] = 400;

        for (var i = 0; i < 3; i++)
        {
            pair.SendToPeer(Data);
            pair.Run(TimeSpan.FromSeconds(1));
        }

        pair.PeerReceived.Count.ShouldBe(3);
    }

    [Fact]
    public void A_peer_that_the_server_refuses_gets_nothing_and_is_tried_again_later()
    {
        var pair = TurnPair.Allocated();
        pair.Server.Refusals[TurnMethod.CreatePermission] = 403;
        pair.SendToPeer(Data);
        pair.Run(TimeSpan.FromSeconds(1));
        var sent = pair.Sent;

        pair.SendToPeer(Data);
        pair.Sent.ShouldBe(sent);
        pair.Server.Refusals.Clear();
        pair.Run(TimeSpan.FromSeconds(31));
        pair.SendToPeer(Data);
        pair.RunUntil(() => pair.PeerReceived.Count > 0);

        pair.Endings.ShouldBeEmpty();
    }

    [Fact]
    public void Data_of_a_peer_arrive_over_the_channel_and_over_an_indication()
    {
        var pair = TurnPair.Allocated();
        pair.SendToPeer(Data);
        pair.Run(TimeSpan.FromMilliseconds(100));

        pair.SendFrom(TurnPair.Peer, 1);
        pair.SendFrom(new IPEndPoint(TurnPair.Peer.Address, 9), 2);
        pair.RunUntil(() => pair.Received.Count == 2);

        pair.Received[0].Peer.ShouldBe(TurnPair.Peer);
        pair.Received[1].Peer.Port.ShouldBe(9);
    }

    [Fact]
    public void An_allocation_in_use_lives_for_hours()
    {
        var pair = TurnPair.Allocated();
        pair.Server.NonceLifetime = TimeSpan.FromMinutes(7);

        for (var i = 0; i < 3 * 60 * 4; i++)
        {
            pair.SendToPeer(Data);
            pair.SendFrom(TurnPair.Peer, 1);
            pair.Run(TimeSpan.FromSeconds(15));
        }

        pair.Endings.ShouldBeEmpty();
        pair.PeerReceived.Count.ShouldBe(3 * 60 * 4);
        pair.Received.Count.ShouldBeGreaterThanOrEqualTo((3 * 60 * 4) - 1, "the first one may come before its permission");
    }

    [Fact]
    public void A_peer_that_is_not_used_loses_its_permission_and_costs_no_more_requests()
    {
        var pair = TurnPair.Allocated();
        pair.SendToPeer(Data);
        pair.Run(TimeSpan.FromMinutes(20));
        pair.Client.PeerCount.ShouldBe(0);
        pair.Server.Requests.Clear();

        pair.Run(TimeSpan.FromMinutes(30));

        pair.Server.Requests.ShouldAllBe(method => method == TurnMethod.Refresh);
    }

    [Fact]
    public void A_server_that_forgot_the_address_ends_the_client()
    {
        var pair = TurnPair.Allocated();
        pair.Server.Forget();

        pair.SendToPeer(Data);
        pair.RunUntil(() => pair.Client.State == TurnState.Ended);

        pair.Endings.ShouldHaveSingleItem().Code.ShouldBe(437);
    }

    [Fact]
    public void Closing_gives_an_address_back_whose_answer_is_on_its_way()
    {
        var pair = new TurnPair();
        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Server.Relayed.Count > 0);
        pair.Client.State.ShouldBe(TurnState.Allocating);

        pair.Client.Close();
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Server.Relayed.ShouldBeEmpty();
    }

    [Fact]
    public void Closing_before_the_server_has_asked_for_credentials_sends_nothing()
    {
        var pair = new TurnPair();
        pair.Client.Start(pair.Now);
        var sent = pair.Sent;

        pair.Client.Close();
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Sent.ShouldBe(sent);
        pair.Server.Relayed.ShouldBeEmpty();
    }

    [Fact]
    public void Closing_gives_the_address_back()
    {
        var pair = TurnPair.Allocated();

        pair.Client.Close();
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Server.Relayed.ShouldBeEmpty();
        pair.Endings.ShouldBeEmpty();
        pair.Client.NextTimeout.ShouldBeNull();
    }

    [Fact]
    public void The_number_of_peers_is_bounded_and_the_one_idle_for_longest_makes_room()
    {
        var pair = TurnPair.Allocated();

        for (var i = 0; i < 1_000; i++)
        {
            pair.Client.Send(new IPEndPoint(new IPAddress([10, 9, (byte)(i / 250), (byte)(i % 250)]), 1000), Data, pair.Now);
            pair.Run(TimeSpan.FromMilliseconds(50));
        }

        pair.Client.PeerCount.ShouldBe(128);
        pair.SendToPeer(Data);
        pair.RunUntil(() => pair.PeerReceived.Count == 1);
    }
}
