using Deis.Bench;
using Deis.Bench.Api;
using Deis.Bench.Cluster;
using Deis.Bench.Edge;
using Deis.Bench.Kube;
using Deis.Bench.Noop;

switch (args)
{
    case ["push"]:
        await PushBench.RunAsync();
        break;
    case ["noop"]:
        await NoopBench.RunAsync();
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
    case ["start-up"]:
        await StartUpBench.RunAsync();
        break;
    case ["api"]:
        await ApiBench.RunAsync();
        break;
    case ["api-large"]:
        await ApiLargeBench.RunAsync();
        break;
    case ["rollout"]:
        await RolloutBench.RunAsync();
        break;
    case ["crowd"]:
        await CrowdBench.RunAsync();
        break;
    case ["client"]:
        await ClientBench.RunAsync();
        break;
    case ["endpoints"]:
        await EndpointBench.RunAsync();
        break;
    case ["watch"]:
        await WatchBench.RunAsync();
        break;
    case [Follower.Command, var kubeconfig, var pods]:
        await Follower.RunAsync(kubeconfig, pods);
        break;
    case ["hello", var port]:
        await HelloServer.RunAsync(port);
        break;
    case ["router", .. var parts]:
        return await RouterBench.RunAsync(parts);
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/bench/Deis.Bench -- push | noop | once | rest | router [part ...] | api | api-large | logs | start-up | client | watch | endpoints | rollout | crowd");
        return 1;
}

return 0;
