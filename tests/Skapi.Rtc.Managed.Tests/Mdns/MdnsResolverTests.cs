using System.Net;
using Skapi.Rtc.Managed.Mdns;

namespace Skapi.Rtc.Managed.Tests.Mdns;

public class MdnsResolverTests
{
    private const string Name = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6.local";
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");
    private readonly MdnsResolver _resolver = new();
    private readonly List<IPAddress?> _results = [];

    [Fact]
    public void A_response_completes_the_query_whatever_the_case_of_its_name()
    {
        _resolver.TryAsk(Name, TimeSpan.Zero, _results.Add, out var query).ShouldBeTrue();

        Respond(Name.ToUpperInvariant());
        Respond(Name);

        query.ShouldNotBeNull();
        _results.ShouldBe([Address]);
        _resolver.NextTimeout.ShouldBeNull();
    }

    [Fact]
    public void A_response_for_a_name_that_was_not_asked_for_is_ignored()
    {
        _resolver.TryAsk(Name, TimeSpan.Zero, _results.Add, out _).ShouldBeTrue();

        Respond("00000000-0000-4000-8000-000000000000.local");

        _results.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_nobody_answers_for_is_asked_for_three_times_and_given_up()
    {
        var queries = 1;
        _resolver.TryAsk(Name, TimeSpan.Zero, _results.Add, out _).ShouldBeTrue();

        while (_resolver.NextTimeout is { } due)
        {
            due.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(5));
            foreach (var call in _resolver.HandleTimeout(due, _ => queries++))
                call();
        }

        queries.ShouldBe(3);
        _results.ShouldBe([null]);
    }

    [Fact]
    public void One_query_serves_all_who_ask_for_a_name()
    {
        _resolver.TryAsk(Name, TimeSpan.Zero, _results.Add, out _).ShouldBeTrue();
        _resolver.TryAsk(Name, TimeSpan.Zero, _results.Add, out var second).ShouldBeTrue();

        Respond(Name);

        second.ShouldBeNull();
        _results.ShouldBe([Address, Address]);
    }

    [Fact]
    public void The_number_of_names_is_bounded()
    {
        var asked = 0;
        for (var i = 0; i < 1000; i++)
            asked += _resolver.TryAsk($"{i}.local", TimeSpan.Zero, _results.Add, out _) ? 1 : 0;

        asked.ShouldBe(MdnsResolver.MaxNames);
    }

    private void Respond(string name)
    {
        MdnsMessage.TryRead(MdnsMessageWriter.WriteResponse(name, Address), out var message).ShouldBeTrue();
        foreach (var call in _resolver.Handle(message!))
            call();
    }
}
