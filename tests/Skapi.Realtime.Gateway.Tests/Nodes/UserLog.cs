using System.Globalization;

namespace Skapi.Realtime.Gateway.Tests.Nodes;

/// <summary>What was sent to the users of a simulation, and when the app has disconnected users.</summary>
internal sealed class UserLog(SimulatedWorld world)
{
    private const int Users = 4;

    private readonly List<Post> _posts = [];
    private readonly List<Disconnect> _disconnects = [];

    public IReadOnlyList<Post> Posts => _posts;

    public IReadOnlyList<Disconnect> Disconnects => _disconnects;

    public static string UserOf(int index) => string.Create(CultureInfo.InvariantCulture, $"user {index % Users}");

    public string RandomUser() => UserOf(world.Random.Next(Users));

    /// <summary>Begins a post to a user at random.</summary>
    public Post Begin(string source)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{source} to a user/{_posts.Count}");
        var post = new Post(source, RandomUser(), content, _posts.Count, world.Now);
        _posts.Add(post);
        return post;
    }

    /// <summary>The post has been handled.</summary>
    /// <param name="post">The post.</param>
    /// <param name="isRefused">Whether the answer was that the user is not connected.</param>
    /// <param name="count">The number of connections, if the answer names it.</param>
    public void End(Post post, bool isRefused, int? count = null) =>
        (post.Ended, post.IsRefused, post.Count) = (world.Now, isRefused, count);

    /// <summary>Begins to disconnect a user at random.</summary>
    public Disconnect BeginDisconnect()
    {
        var disconnect = new Disconnect(RandomUser(), world.Now);
        _disconnects.Add(disconnect);
        return disconnect;
    }

    public void End(Disconnect disconnect) => disconnect.Ended = world.Now;

    internal sealed record Post(string Source, string UserId, string Content, int Number, TimeSpan Began)
    {
        /// <summary>Null if it has not been handled.</summary>
        public TimeSpan? Ended { get; set; }

        public bool IsRefused { get; set; }

        public int? Count { get; set; }
    }

    internal sealed record Disconnect(string UserId, TimeSpan Began)
    {
        /// <summary>Null if it was not completed.</summary>
        public TimeSpan? Ended { get; set; }
    }
}
