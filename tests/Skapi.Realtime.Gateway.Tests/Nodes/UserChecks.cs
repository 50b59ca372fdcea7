using Skapi.Realtime.Gateway.Connections;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>What must be true of posts to users, and of users whom the app has disconnected, after a simulation.</summary>
internal static class UserChecks
{
    /// <summary>How long a message may be on its way.</summary>
    private static readonly TimeSpan Transit = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A post reaches only connections of its user, none twice, and each in the order of its source. True after any fault.
    /// </summary>
    public static void CheckOrder(UserLog log, IEnumerable<SimulatedClient> clients)
    {
        var posts = log.Posts.ToDictionary(static post => post.Content);
        foreach (var client in clients)
        {
            var last = new Dictionary<string, int>();
            foreach (var content in ContentsOf(client))
            {
                var post = posts[content];
                post.UserId.ShouldBe(client.UserId, content);
                post.Number.ShouldBeGreaterThan(last.GetValueOrDefault(post.Source, -1), content);
                last[post.Source] = post.Number;
            }
        }
    }

    /// <summary>While every node and link works, a post reaches all connections of its user.</summary>
    /// <param name="log">The posts.</param>
    /// <param name="alive">The clients whose nodes live.</param>
    /// <param name="from">The time of the first post that is checked.</param>
    public static void CheckDelivery(UserLog log, IReadOnlyList<SimulatedClient> alive, TimeSpan from)
    {
        var received = alive.ToDictionary(static client => client, static client => ContentsOf(client).ToHashSet());
        foreach (var post in log.Posts.Where(post => post.Began >= from && post.Ended is not null))
        {
            foreach (var client in alive.Where(client => IsSurelyOpen(log, client, post.UserId, post.Began, post.Ended!.Value + Transit)))
                received[client].ShouldContain(post.Content, client.ToString());
        }
    }

    /// <summary>Whoever posts learns whether the user is connected, and the app learns how often.</summary>
    public static void CheckAnswers(UserLog log, IReadOnlyList<SimulatedClient> clients)
    {
        foreach (var post in log.Posts)
        {
            var ended = post.Ended.ShouldNotBeNull(post.Content);
            var least = clients.Count(client => IsSurelyOpen(log, client, post.UserId, post.Began, ended));
            // Other nodes learn a little later that a connection was closed.
            var most = clients.Count(client =>
                client.UserId == post.UserId && client.Opening <= ended && (client.IsOpen || client.Closed + Transit >= post.Began));
            post.IsRefused.ShouldBeOneOf(least > 0 ? [false] : most == 0 ? [true] : [false, true]);
            if (post.Count is { } count)
                count.ShouldBeInRange(least, most, post.Content);
        }
    }

    /// <summary>The app ends every connection of the user, and no other.</summary>
    /// <param name="log">The requests.</param>
    /// <param name="alive">The clients whose nodes live.</param>
    /// <param name="isComplete">Whether nothing could be lost.</param>
    public static void CheckDisconnects(UserLog log, IReadOnlyList<SimulatedClient> alive, bool isComplete)
    {
        foreach (var client in alive)
        {
            var requests = log.Disconnects.Where(request => request.UserId == client.UserId).ToList();
            if (client.Connection.Queue.CloseReason == CloseReason.Disconnected)
                requests.ShouldContain(request => request.Began <= client.Closing, client.ToString());
            if (isComplete && requests.Exists(request => request.Ended is not null && request.Began >= client.Opened))
                client.IsOpen.ShouldBeFalse(client.ToString());
        }
    }

    /// <summary>Whether a connection of a user was open during the whole time.</summary>
    private static bool IsSurelyOpen(UserLog log, SimulatedClient client, string userId, TimeSpan from, TimeSpan to) =>
        client.UserId == userId && client.Opened <= from && client.Closing > to
        && !log.Disconnects.Any(request => request.UserId == userId && request.Began <= to && !(request.Ended < client.Opening));

    private static IEnumerable<string> ContentsOf(SimulatedClient client) => client.Frames
        .Where(static frame => frame.Private is not null)
        .Select(static frame =>
        {
            frame.Private!.Value.TryGetString(out var text).ShouldBeTrue();
            return text!;
        });
}
