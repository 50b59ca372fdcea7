using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Dtls;

/// <summary>What a side with a proper certificate may try: renegotiation, and handshakes with missing or forged messages.</summary>
public class DtlsOpponentTests
{
    // The client's messages: hello 0, certificate 1, key exchange 2, certificate verification 3, finished 4.
    private const ushort VerificationNumber = 3;
    private const ushort FinishedNumber = 4;

    [Theory]
    [InlineData(false, (int)HandshakeType.HelloRequest)]
    [InlineData(false, (int)HandshakeType.ServerHello)]
    [InlineData(true, (int)HandshakeType.ClientHello)]
    public void A_connected_session_does_not_renegotiate(bool isClient, int type)
    {
        using var opponent = new DtlsOpponent(isClient);
        opponent.Shake();
        opponent.Session.State.ShouldBe(DtlsTransportState.Connected);

        for (ushort number = 0; number < 10; number++)
            opponent.SendProtected(ContentType.Handshake, DtlsOpponent.Message((HandshakeType)type, number, new byte[60]));

        opponent.Answers.ShouldBe(0);
        opponent.SendProtected(ContentType.ApplicationData, "still here"u8);
        opponent.Received.ShouldBe(["still here"]);
    }

    [Fact]
    public void A_finished_message_with_wrong_contents_is_refused()
    {
        using var opponent = new DtlsOpponent(isClient: true) { Sends = header => header.Epoch == 0 };
        opponent.Shake();

        opponent.SendProtected(ContentType.Handshake, DtlsOpponent.Message(HandshakeType.Finished, FinishedNumber, new byte[12]));

        opponent.Session.State.ShouldBe(DtlsTransportState.Failed);
        opponent.Session.Failure.ShouldBe("The two sides did not see the same handshake.");
    }

    [Fact]
    public void A_finished_message_in_plain_text_is_refused()
    {
        using var opponent = new DtlsOpponent(isClient: true) { Sends = header => header.Epoch == 0 };
        opponent.Shake();

        opponent.SendPlain(ContentType.Handshake, DtlsOpponent.Message(HandshakeType.Finished, FinishedNumber, new byte[12]));

        opponent.Session.State.ShouldBe(DtlsTransportState.Failed);
        opponent.Session.Failure.ShouldNotBeNull().ShouldContain("out of its order");
    }

    [Fact]
    public void A_handshake_without_the_proof_of_the_clients_key_is_refused()
    {
        // The certificate, the key exchange and everything else are right. Only the signature is left out.
        var records = 0;
        using var opponent = new DtlsOpponent(isClient: true) { Sends = header => header.Epoch == 0 && records++ < VerificationNumber };
        opponent.Shake();

        opponent.SendProtected(ContentType.Handshake, DtlsOpponent.Message(HandshakeType.Finished, VerificationNumber, new byte[12]));

        opponent.Session.State.ShouldBe(DtlsTransportState.Failed);
        opponent.Session.Failure.ShouldNotBeNull().ShouldContain("out of its order");
    }

    [Fact]
    public void Data_under_the_keys_are_not_read_before_the_client_has_proved_its_key()
    {
        using var opponent = new DtlsOpponent(isClient: true) { Sends = header => header.Epoch == 0 };
        opponent.Shake();

        opponent.SendProtected(ContentType.ApplicationData, "too early"u8);

        opponent.Received.ShouldBeEmpty();
    }
}
