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
    case ["logs"]:
        await LogsBench.RunAsync();
        break;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/bench/Deis.Bench -- push | once | rest | logs");
        return 1;
}

return 0;
