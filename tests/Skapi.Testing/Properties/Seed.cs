namespace Skapi.Testing.Properties;

/// <summary>The seed that a property makes its input from. The runner prints the seed of a failure.</summary>
/// <param name="Value">The seed, not negative.</param>
public readonly record struct Seed(int Value)
{
    /// <summary>Creates the random numbers of this seed, from the beginning.</summary>
    public Random CreateRandom() => new(Value);
}
