using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Dtls;

public class DtlsHandshakeTests
{
    [Fact]
    public void Two_sides_connect_and_exchange_data()
    {
        using var pair = DtlsPair.Connected();

        pair.SendFromClient("from the client");
        pair.SendFromServer("from the server");
        pair.Run(TimeSpan.FromSeconds(1));

        pair.ServerReceived.ShouldBe(["from the client"]);
        pair.ClientReceived.ShouldBe(["from the server"]);
    }

    [Fact]
    public void A_handshake_takes_two_round_trips()
    {
        using var pair = DtlsPair.Connected();

        pair.Now.ShouldBe(TimeSpan.FromMilliseconds(4 * 5));
    }

    [Fact]
    public void A_connected_session_has_no_timer()
    {
        using var pair = DtlsPair.Connected();

        pair.Client.NextTimeout.ShouldBeNull();
        pair.Server.NextTimeout.ShouldBeNull();
    }

    [Fact]
    public void Both_sides_export_the_same_keys()
    {
        using var pair = DtlsPair.Connected();
        var ofClient = new byte[60];
        var ofServer = new byte[60];

        pair.Client.ExportKeys("EXTRACTOR-dtls_srtp"u8, ofClient);
        pair.Server.ExportKeys("EXTRACTOR-dtls_srtp"u8, ofServer);

        ofClient.ShouldBe(ofServer);
        ofClient.ShouldNotBe(new byte[60]);
    }

    [Fact]
    public void Both_sides_agree_on_the_best_profile_for_media()
    {
        using var pair = DtlsPair.Connected();

        pair.Client.SrtpProfile.ShouldBe(SrtpProfile.AeadAes128Gcm);
        pair.Server.SrtpProfile.ShouldBe(SrtpProfile.AeadAes128Gcm);
    }

    [Fact]
    public void Messages_that_do_not_fit_into_a_datagram_are_fragmented()
    {
        using var pair = new DtlsPair(
            client: options => options with { MaxDatagram = 200 }, server: options => options with { MaxDatagram = 200 });
        var longest = 0;
        pair.Tamper = (_, datagram) =>
        {
            longest = Math.Max(longest, datagram.Length);
            return datagram;
        };

        pair.Start();
        pair.RunUntil(() => pair.Server.State == DtlsTransportState.Connected);

        longest.ShouldBeLessThanOrEqualTo(200);
    }

    [Fact]
    public void A_server_that_never_answers_fails_the_handshake_in_the_end()
    {
        using var pair = new DtlsPair(faults: new NetworkFaults { Loss = 1 });

        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Failed);

        pair.Now.ShouldBe(TimeSpan.FromSeconds(30));
        pair.Client.Failure.ShouldNotBeNull().ShouldContain("in time");
    }

    [Fact]
    public void Retransmissions_back_off()
    {
        using var pair = new DtlsPair(faults: new NetworkFaults { Loss = 1 });

        pair.Start();
        pair.Run(TimeSpan.FromSeconds(29));

        // 50, 100, 200 ms … up to 3 s between two: without doubling there would be 580.
        pair.Network.Sent.ShouldBeInRange(12, 20);
    }

    [Fact]
    public void The_client_gets_the_last_flight_again_if_it_was_lost()
    {
        using var pair = new DtlsPair();
        var lost = 0;
        pair.Tamper = (sender, datagram) =>
            sender == 1 && pair.Server.State == DtlsTransportState.Connected && lost++ < 2 ? null : datagram;

        pair.Start();
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Connected);

        lost.ShouldBe(3);
    }

    [Fact]
    public void A_lost_last_flight_is_not_repeated_for_ever()
    {
        using var pair = DtlsPair.Connected();
        var sent = pair.Network.Sent;

        pair.Run(TimeSpan.FromMinutes(5));

        pair.Network.Sent.ShouldBe(sent);
    }

    [Fact]
    public void Data_that_overtakes_the_last_flight_arrive_after_it()
    {
        using var pair = new DtlsPair();
        byte[]? held = null;
        pair.Tamper = (sender, datagram) =>
        {
            if (sender == 1 && pair.Server.State == DtlsTransportState.Connected && held is null)
            {
                held = datagram;
                return null;
            }

            return datagram;
        };
        pair.Start();
        pair.RunUntil(() => pair.Server.State == DtlsTransportState.Connected);

        pair.SendFromServer("early");
        pair.RunUntil(() => pair.Client.State == DtlsTransportState.Connected);

        pair.ClientReceived.ShouldBe(["early"]);
    }

    [Fact]
    public void Closing_ends_the_session_on_both_sides()
    {
        using var pair = DtlsPair.Connected();

        pair.Client.Close();
        pair.Drain();
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Client.State.ShouldBe(DtlsTransportState.Closed);
        pair.Server.State.ShouldBe(DtlsTransportState.Closed);
    }

    [Theory]
    [InlineData(0.25, 0.1, 30)]
    [InlineData(0.4, 0, 0)]
    [InlineData(0, 0.5, 100)]
    public void Handshakes_complete_over_a_bad_network(double loss, double duplication, int jitter)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            using var pair = new DtlsPair(
                seed,
                new NetworkFaults { Loss = loss, Duplication = duplication, Jitter = TimeSpan.FromMilliseconds(jitter) },
                client: options => options with { MaxDatagram = seed % 2 == 0 ? 1200 : 300 });

            pair.Start();
            pair.RunUntil(() => pair.Client.State == DtlsTransportState.Connected && pair.Server.State == DtlsTransportState.Connected);
        }
    }

    [Fact]
    public void Corrupted_datagrams_never_lead_to_wrong_data()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            using var pair = DtlsPair.Connected(seed);
            pair.Network.Faults = new NetworkFaults { Corruption = 0.5 };

            for (var i = 0; i < 20; i++)
                pair.SendFromClient("exact");

            pair.Run(TimeSpan.FromSeconds(1));

            pair.Server.State.ShouldBe(DtlsTransportState.Connected);
            pair.ServerReceived.ShouldAllBe(text => text == "exact");
        }
    }
}
