using Deis.Bench;

switch (args)
{
    case ["push"]:
        await PushBench.RunAsync();
        break;
    case ["once"]:
        await OnceBench.RunAsync();
        break;
    case ["rest"]:
        await RestBench.RunAsync();
        break;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/bench/Deis.Bench -- push | once | rest");
        return 1;
}

return 0;
