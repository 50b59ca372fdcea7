using System.Net;
using Skapi.Rtc.Managed.Mdns;

namespace Skapi.Rtc.Managed.Tests.Mdns;

public class MdnsResponderTests
{
    private const string Name = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6.local";
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");
    private readonly MdnsResponder _responder = new();

    [Fact]
    public void A_name_is_announced_and_answered_for_until_it_is_withdrawn()
    {
        AddressesOf(_responder.Publish(Name, Address, TimeSpan.Zero)).ShouldBe([new MdnsAddress(Name, Address)]);

        AddressesOf(Ask(Name, TimeSpan.FromSeconds(2)).ShouldHaveSingleItem()).ShouldBe([new MdnsAddress(Name, Address)]);
        _responder.Withdraw(Name);
        Ask(Name, TimeSpan.FromSeconds(4)).ShouldBeEmpty();
        _responder.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Other_names_are_not_answered_for()
    {
        _responder.Publish(Name, Address, TimeSpan.Zero);

        Ask("printer.local", TimeSpan.FromSeconds(2)).ShouldBeEmpty();
    }

    [Fact]
    public void A_flood_of_queries_is_answered_once_a_second()
    {
        _responder.Publish(Name, Address, TimeSpan.Zero);

        Enumerable.Range(0, 1000).Sum(i => Ask(Name, TimeSpan.FromMilliseconds(i * 10)).Count).ShouldBe(10);
    }

    [Fact]
    public void A_query_right_after_the_announcement_is_answered()
    {
        _responder.Publish(Name, Address, TimeSpan.Zero);

        Ask(Name, TimeSpan.FromMilliseconds(100)).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_simple_resolver_gets_its_question_and_identifier_back()
    {
        _responder.Publish(Name, Address, TimeSpan.Zero);
        var query = MdnsMessageWriter.WriteQuery(Name);
        query[1] = 42;
        MdnsMessage.TryRead(query, out var message).ShouldBeTrue();

        var bytes = _responder.Handle(message!, isSimple: true, TimeSpan.Zero).ShouldHaveSingleItem();
        MdnsMessage.TryRead(bytes, out var response).ShouldBeTrue();

        response!.Id.ShouldBe((ushort)42);
        response.Questions.ShouldBe([new MdnsQuestion(Name, MdnsRecordType.A)]);
        response.Addresses.ShouldBe([new MdnsAddress(Name, Address)]);
    }

    private static IReadOnlyList<MdnsAddress> AddressesOf(byte[] response)
    {
        MdnsMessage.TryRead(response, out var message).ShouldBeTrue();
        return message!.Addresses;
    }

    private IReadOnlyList<byte[]> Ask(string name, TimeSpan now)
    {
        MdnsMessage.TryRead(MdnsMessageWriter.WriteQuery(name), out var message).ShouldBeTrue();
        return _responder.Handle(message!, isSimple: false, now);
    }
}
