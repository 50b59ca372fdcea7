namespace Skapi.Realtime.Gateway.Benchmarks.Load;

/// <summary>One row of a table.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="GroupSize">The number of members in each group; 1 for posts to a user instead.</param>
/// <param name="PostsPerSecond">Posts of each sender per second, or null for the next post as soon as the last one is delivered.</param>
/// <param name="Nodes">The number of servers over one Redis, or 0 for one server without Redis.</param>
internal sealed record Scenario(string Name, int GroupSize, double? PostsPerSecond, int Nodes = 0);
