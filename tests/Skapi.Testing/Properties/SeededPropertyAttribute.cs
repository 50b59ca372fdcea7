using FsCheck.Xunit;

namespace Skapi.Testing.Properties;

/// <summary>A property that takes a <see cref="Seed"/> and makes its input from it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeededPropertyAttribute : PropertyAttribute
{
    /// <summary>Runs the property 100 times unless MaxTest says otherwise.</summary>
    public SeededPropertyAttribute()
    {
        Arbitrary = [typeof(SeedArbitrary)];
        QuietOnSuccess = true;
    }
}
