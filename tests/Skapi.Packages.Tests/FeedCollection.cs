namespace Skapi.Packages.Tests;

/// <summary>The tests that use the packages. They run one after the other and share one feed, because packing takes long.</summary>
[CollectionDefinition(Name)]
public sealed class FeedCollection : ICollectionFixture<Feed>
{
    public const string Name = "Packages";
}
