using FsCheck;
using FsCheck.Fluent;

namespace Skapi.Testing.Properties;

/// <summary>Generates seeds over their whole range, whatever the size of the run.</summary>
/// <remarks>A seed has no smaller one, so failures are not shrunk.</remarks>
public static class SeedArbitrary
{
    /// <summary>The generator of seeds.</summary>
    public static Arbitrary<Seed> Seed() => Gen.Choose(0, int.MaxValue).Select(static value => new Seed(value)).ToArbitrary();
}
