using Deis.SshGateway.Helper.Gateway;
using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>git's pre-receive hook: deploys what is pushed. The ref moves only when this succeeds, so a failed deploy can be pushed again.</summary>
internal sealed class PreReceiveHook(Progress progress, TimeProvider time)
{
    private const int Declined = 1;

    /// <summary>Runs with the environment and the standard streams that git gives; returns the exit status.</summary>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using Progress progress = new(Console.OpenStandardOutput(), TimeProvider.System);
        try
        {
            var updates = await RefUpdate.ReadAllAsync(Console.In, cancellationToken);
            await new PreReceiveHook(progress, TimeProvider.System).DeployAsync(updates, cancellationToken);
            return 0;
        }
        catch (PushFailedException e)
        {
            progress.WriteLine(e.Message);
            return Declined;
        }
    }

    private async Task DeployAsync(IReadOnlyList<RefUpdate> updates, CancellationToken cancellationToken)
    {
        var branches = DeployBranches.FromEnvironment();
        if (PushPolicy.Refusal(updates, branches) is { } refusal)
        {
            throw new PushFailedException(refusal);
        }

        var (sha, branch) = (updates[0].New, branches.BranchOf(updates[0].Reference)!);
        var unfinished = Path.Combine(Required.Variable(HelperVariables.Repositories), HelperVariables.UnfinishedFolder);
        Inspect(sha, unfinished, branches);

        Patience patience = new(progress, time);
        Platform platform = new(GatewaySocket.FromEnvironment(), Required.Variable(HelperVariables.Session), patience);
        await using var tarball = await SourceTarball.CreateAsync(sha, unfinished, cancellationToken);
        var key = await new SourceUpload(platform, patience).RunAsync(sha, tarball, cancellationToken);
        await platform.StartAsync(sha, key, branch, cancellationToken);
        var end = await platform.FollowAsync(progress.WriteLine, cancellationToken);
        if (end.Status != "succeeded")
        {
            throw new PushFailedException(end.Error ?? "The deploy failed.");
        }
    }

    private void Inspect(string sha, string folder, DeployBranches branches)
    {
        using var scratch = ScratchRepository.FromHookEnvironment(folder);
        var source = PushedSource.Inspect(scratch.Git, sha, branches);
        foreach (var warning in source.Warnings)
        {
            progress.WriteLine(warning);
        }

        if (source.Refusal is { } refusal)
        {
            throw new PushFailedException(refusal);
        }
    }
}
