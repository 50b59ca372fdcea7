using System.Diagnostics;
using System.Globalization;
using SharpFuzz;
using Skapi.Rtc.Managed.LongRuns;
using Skapi.Rtc.Managed.Tests.Fuzzing;

const string usage = """
    Usage: dotnet run -c Release --project tests/Skapi.Rtc.Managed.LongRuns -- COMMAND

      soak FIRST_SEED COUNT      plays simulations, one a seed, and prints the first seed that fails
      random TARGET COUNT SEED   runs changed inputs of the corpus without instrumentation; TARGET may be “all”
      replay TARGET FILE…        runs inputs, for example those that the fuzzer found
      seeds                      writes the first inputs of every target into the corpus
      afl TARGET                 what afl-fuzz starts; see fuzz.sh beside this program
    """;

switch (args)
{
    case ["soak", var first, var count]:
        return Soak.Run(Parse(first), Parse(count));
    case ["random", var name, var count, var seed] when name == "all" || FuzzTargets.All.ContainsKey(name):
        foreach (var target in FuzzTargets.All.Keys.Where(target => name == "all" || target == name))
            RunRandom(target, Parse(count), Parse(seed));
        return 0;
    case ["replay", var name, .. var files] when FuzzTargets.All.ContainsKey(name):
        foreach (var file in files)
            FuzzTargets.RunChecked(FuzzTargets.All[name](), File.ReadAllBytes(file));
        Console.WriteLine($"{files.Length} inputs threw nothing.");
        return 0;
    case ["seeds"]:
        WriteSeeds();
        return 0;
    case ["afl", var name] when FuzzTargets.All.ContainsKey(name):
        var fuzzed = FuzzTargets.All[name]();
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            FuzzTargets.RunChecked(fuzzed, input.ToArray());
        });
        return 0;
    default:
        Console.Error.WriteLine(usage);
        Console.Error.WriteLine($"TARGET is one of: {string.Join(", ", FuzzTargets.All.Keys)}.");
        return 2;
}

static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static void RunRandom(string name, int count, int seed)
{
    var (target, corpus, mutator) = (FuzzTargets.All[name](), FuzzCorpus.Read(name), new Mutator(seed));
    var began = Stopwatch.GetTimestamp();
    for (var number = 0; number < count; number++)
    {
        var input = mutator.Create(corpus);
        try
        {
            FuzzTargets.RunChecked(target, input);
        }
        catch (Exception exception)
        {
            var file = Path.GetFullPath($"crash-{name}-{seed}-{number}.bin");
            File.WriteAllBytes(file, input);
            Console.Error.WriteLine($"{name}: input {number} of seed {seed} threw. It is in “{file}”. {exception}");
            throw;
        }
    }

    Console.WriteLine($"{name}: {count} inputs of seed {seed} threw nothing, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s.");
}

static void WriteSeeds()
{
    foreach (var (name, create) in FuzzTargets.All)
    {
        var folder = Directory.CreateDirectory(FuzzCorpus.FolderOf(name)).FullName;
        var number = 0;
        foreach (var seed in create().CreateSeeds())
            File.WriteAllBytes(Path.Combine(folder, $"seed-{number++:00}.bin"), seed);
    }
}
