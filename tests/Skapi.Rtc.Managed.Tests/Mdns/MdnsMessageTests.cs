using System.Net;
using Skapi.Rtc.Managed.Mdns;

namespace Skapi.Rtc.Managed.Tests.Mdns;

public class MdnsMessageTests
{
    private const string Name = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6.local";

    [Fact]
    public void A_query_asks_for_both_kinds_of_addresses()
    {
        MdnsMessage.TryRead(MdnsMessageWriter.WriteQuery(Name), out var message).ShouldBeTrue();

        message!.IsResponse.ShouldBeFalse();
        message.Questions.ShouldBe([new MdnsQuestion(Name, MdnsRecordType.A), new MdnsQuestion(Name, MdnsRecordType.Aaaa)]);
    }

    [Theory]
    [InlineData("192.0.2.7")]
    [InlineData("2001:db8::7")]
    public void A_response_tells_the_address(string address)
    {
        MdnsMessage.TryRead(MdnsMessageWriter.WriteResponse(Name, IPAddress.Parse(address)), out var message).ShouldBeTrue();

        message!.IsResponse.ShouldBeTrue();
        message.Addresses.ShouldBe([new MdnsAddress(Name, IPAddress.Parse(address))]);
    }

    // As browsers write it: the second record points to the name of the first, and a record of another type follows.
    [Fact]
    public void Pointers_and_records_of_other_types_are_read()
    {
        var bytes = Convert.FromHexString(
            "000084000000000200000001"
            + "0161056C6F63616C00" + "00018001" + "00000078" + "0004" + "C0000207"
            + "C00C" + "001C8001" + "00000078" + "0010" + "20010DB8000000000000000000000007"
            + "C00C" + "002F8001" + "00000078" + "0008" + "C00C000440000008");

        MdnsMessage.TryRead(bytes, out var message).ShouldBeTrue();

        message!.Addresses.ShouldBe(
            [new MdnsAddress("a.local", IPAddress.Parse("192.0.2.7")), new MdnsAddress("a.local", IPAddress.Parse("2001:db8::7"))]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000840000000001000000")]
    [InlineData("000084000000000100000000C00C00018001000000780004C0000207")]
    [InlineData("000084000000000100000000C0FF00018001000000780004C0000207")]
    [InlineData("0000840000000001000000000161056C6F63616C0000018001000000780009C0000207")]
    [InlineData("000084000000000100000000FF61")]
    [InlineData("00008400FFFFFFFFFFFFFFFF0161056C6F63616C00")]
    public void What_is_malformed_is_dropped(string hex) => MdnsMessage.TryRead(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void Changed_messages_never_throw()
    {
        var random = new Random(4);
        byte[][] corpus = [MdnsMessageWriter.WriteQuery(Name), MdnsMessageWriter.WriteResponse(Name, IPAddress.Loopback)];
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = corpus[i % 2].ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            MdnsMessage.TryRead(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out _);
        }
    }

    [Fact]
    public void Random_names_hide_addresses_and_others_do_not()
    {
        var name = MdnsName.Create(new Simulation.SeededRandom(1));

        MdnsName.IsHidden(name).ShouldBeTrue();
        Guid.Parse(name[..36]).Version.ShouldBe(4);
        MdnsName.IsHidden(Name.ToUpperInvariant()).ShouldBeTrue();
        string[] others = ["printer.local", "f81d4fae-7dec-41d0-a765-00a0c91e6bf6.example", "f81d4fae7dec41d0a76500a0c91e6bf6.local", ""];
        others.ShouldAllBe(other => !MdnsName.IsHidden(other));
    }
}
