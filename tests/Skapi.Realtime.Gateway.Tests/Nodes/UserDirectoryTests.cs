using System.Globalization;
using Skapi.Realtime.Gateway.Nodes;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

public class UserDirectoryTests
{
    private static readonly RealtimeUser Bob = UserOf("bob");
    private static readonly string[] Cids = ["node0000000.bob"];

    private readonly SimulatedWorld _world = new(seed: 1);
    private readonly UserDirectory _users;

    public UserDirectoryTests() => _users = new UserDirectory("node0000001", _world);

    [Fact]
    public void A_user_is_remembered_from_the_second_post_on()
    {
        _users.Find(Bob, out var first).ShouldBeNull();
        _users.Find(Bob, out var second).ShouldBeNull();
        first.ShouldBeNull();
        _users.Remember(Bob, second!, Cids);

        _users.Find(Bob, out _)!.Others.ShouldHaveSingleItem().Node.ShouldBe("node0000000");
    }

    [Fact]
    public void A_user_who_changes_during_the_lookup_is_not_remembered()
    {
        var watch = Watch(Bob);

        _users.Forget(Bob);
        _users.Remember(Bob, watch, Cids);

        _users.Find(Bob, out _).ShouldBeNull();
    }

    [Fact]
    public void After_a_break_nobody_is_remembered_until_announcements_are_subscribed()
    {
        var breaks = _users.Breaks;
        _users.Remember(Bob, Watch(Bob), Cids);

        _users.HandleConnectionBroken();
        // The subscription that has begun before the break says nothing about the time after it.
        _users.HandleSubscribed(breaks);
        for (var post = 0; post < 3; post++)
        {
            _users.Find(Bob, out var watch).ShouldBeNull();
            watch.ShouldBeNull();
        }

        _users.HandleSubscribed(_users.Breaks);
        _users.Remember(Bob, Watch(Bob), Cids);
        _users.Find(Bob, out _).ShouldNotBeNull();
    }

    [Fact]
    public void A_break_during_a_lookup_discards_its_result()
    {
        var watch = Watch(Bob);

        _users.HandleConnectionBroken();
        _users.HandleSubscribed(_users.Breaks);
        _users.Remember(Bob, watch, Cids);

        _users.Find(Bob, out _).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_pause_of_the_process_nobody_is_remembered(bool beatsFirst)
    {
        _users.Remember(Bob, Watch(Bob), Cids);

        _world.RunUntil(UserDirectory.MaxSilence * 1.1);
        if (beatsFirst)
            _users.Beat();

        _users.Find(Bob, out _).ShouldBeNull();
    }

    [Fact]
    public void A_user_is_looked_up_again_after_a_while()
    {
        _users.Remember(Bob, Watch(Bob), Cids);

        while (_world.Now < UserDirectory.Lifetime)
        {
            _users.Find(Bob, out _).ShouldNotBeNull();
            _world.RunUntil(_world.Now + NodeRelay.BeatInterval);
            _users.Beat();
        }

        _users.Find(Bob, out var watch).ShouldBeNull();
        watch.ShouldNotBeNull();
    }

    [Fact]
    public void Users_with_no_or_many_connections_are_not_remembered()
    {
        foreach (var count in (int[])[0, UserDirectory.MaxConnections + 1])
        {
            _users.Remember(Bob, Watch(Bob), [.. Enumerable.Range(0, count).Select(index => $"node0000000.{index}")]);
            _users.Find(Bob, out _).ShouldBeNull();
            _users.Clear();
        }
    }

    [Fact]
    public void The_users_that_were_not_used_for_longest_are_forgotten()
    {
        _users.Remember(Bob, Watch(Bob), Cids);
        var alice = UserOf("alice");
        _users.Remember(alice, Watch(alice), Cids);

        for (var index = 0; index < 2 * UserDirectory.HalfSize; index++)
        {
            _users.Find(UserOf(index.ToString(CultureInfo.InvariantCulture)), out _);
            _users.Find(alice, out _).ShouldNotBeNull();
        }

        _users.Find(Bob, out _).ShouldBeNull();
    }

    private static RealtimeUser UserOf(string id) => new(new ServiceScope("service", "owner"), id);

    private object Watch(RealtimeUser user)
    {
        _users.Find(user, out _);
        _users.Find(user, out var watch);
        return watch.ShouldNotBeNull();
    }
}
