namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>A short run of every fuzz target, from a seed. The program Skapi.Rtc.Managed.LongRuns fuzzes them for long.</summary>
public class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_corpus_throws_nothing(string name)
    {
        var target = FuzzTargets.All[name]();
        var corpus = FuzzCorpus.Read(name);

        corpus.ShouldNotBeEmpty();
        foreach (var input in corpus)
            FuzzTargets.RunChecked(target, input);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Changed_inputs_of_the_corpus_throw_nothing(string name)
    {
        var target = FuzzTargets.All[name]();
        var corpus = FuzzCorpus.Read(name);
        var mutator = new Mutator(seed: 1);

        for (var number = 0; number < 2_000; number++)
            FuzzTargets.RunChecked(target, mutator.Create(corpus));
    }
}
