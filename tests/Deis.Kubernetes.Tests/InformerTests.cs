using Deis.Kubernetes.Resources;
using Deis.Kubernetes.Tests.Support;
using Deis.TestSupport.Kubernetes;
using k8s.Models;

namespace Deis.Kubernetes.Tests;

[Collection(ApiServerCollection.Name)]
public sealed class InformerTests(ApiServerFixture fixture) : IAsyncLifetime
{
    private k8s.Kubernetes _client = null!;
    private string _space = "";

    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    private ResourceClient<V1ConfigMap> Maps => new(_client);

    public async Task InitializeAsync()
    {
        if (fixture.Server is null)
            return;
        _client = Objects.Connect(fixture.Server.Kubeconfig);
        _space = await Objects.NewNamespaceAsync(_client, Deadline);
    }

    public Task DisposeAsync()
    {
        _client?.Dispose();
        return Task.CompletedTask;
    }

    [NeedsApiServerFact]
    public async Task Changes_OfEveryKind_AreToldOnceAndInOrder()
    {
        await Maps.CreateAsync(Objects.Map(_space, "before"), Deadline);
        await using RunningInformer informer = new(_client, _space);
        await informer.Informer.Synced;

        await Maps.CreateAsync(Objects.Map(_space, "one"), Deadline);
        await Maps.ApplyAsync(Objects.Map(_space, "one", ("a", "1")), "test", force: true, Deadline);
        await Maps.DeleteAsync(_space, "before", null, Deadline);
        await Eventually.TrueAsync(() => informer.Told.Contains("-before"), "the deletion is told");

        informer.Told.ShouldBe(["+before", "+one", "~one", "-before"]);
        informer.Informer.Find(_space, "one")!.Data.ShouldContainKeyAndValue("a", "1");
        informer.Informer.Find(_space, "one")!.Metadata.ManagedFields.ShouldBeNull();
        informer.Informer.In(_space).Count().ShouldBe(1);
        informer.Informer.In("elsewhere").ShouldBeEmpty();
    }

    [NeedsApiServerFact]
    public async Task Objects_ThatAreTrimmed_AreKeptAndToldWithout()
    {
        await Maps.CreateAsync(Objects.Map(_space, "listed", ("a", "1"), ("b", "2")), Deadline);
        await using RunningInformer informer = new(_client, _space, trim: map => map.Data.Remove("b"));
        await informer.Informer.Synced;
        await Maps.CreateAsync(Objects.Map(_space, "watched", ("a", "1"), ("b", "2")), Deadline);
        await Eventually.TrueAsync(() => informer.Told.Contains("+watched"), "the creation is told");

        informer.Informer.All.ShouldAllBe(map => map.Data.Count == 1 && map.Data["a"] == "1");
    }

    [NeedsApiServerFact]
    public async Task Object_ThatLosesItsLabel_IsGone()
    {
        await Maps.CreateAsync(Objects.Map(_space, "one"), Deadline);
        await using RunningInformer informer = new(_client, _space);
        await informer.Informer.Synced;

        await Maps.PatchAsync(_space, "one", new V1Patch("""{"metadata":{"labels":null}}""", V1Patch.PatchType.MergePatch), "test", Deadline);

        await Eventually.TrueAsync(() => informer.Told.Contains("-one"), "it is told as gone");
        informer.Names.ShouldBeEmpty();
    }

    [NeedsApiServerFact]
    public async Task Watch_ThatTheServerEnds_IsContinuedWithoutALossAndWithoutAnotherList()
    {
        await using RunningInformer informer = new(_client, _space, limit: TimeSpan.FromSeconds(2));
        await informer.Informer.Synced;

        for (var number = 0; number < 60; number++)
        {
            await Maps.CreateAsync(Objects.Map(_space, $"map-{number:00}"), Deadline);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Deadline);
        }

        await Eventually.TrueAsync(() => informer.Told.Count == 60, "all are told");
        informer.Told.ShouldBe(Enumerable.Range(0, 60).Select(number => $"+map-{number:00}"));
        informer.Informer.Lists.ShouldBe(1);
    }

    [NeedsApiServerFact]
    public async Task Connection_ThatBreaks_WhatHappenedMeanwhileIsToldFromTheVersionWhereItBroke()
    {
        await using Gate gate = new(fixture.Server.Port);
        using var through = Objects.Connect(fixture.Server.WriteKubeconfig("gate", gate.Url, "{token: first-token}"));
        await Maps.CreateAsync(Objects.Map(_space, "gone"), Deadline);
        await using RunningInformer informer = new(through, _space);
        await informer.Informer.Synced;

        await gate.ShutAsync();
        await Maps.CreateAsync(Objects.Map(_space, "new"), Deadline);
        await Maps.DeleteAsync(_space, "gone", null, Deadline);
        gate.Open();

        await Eventually.TrueAsync(() => informer.Told.Contains("-gone"), "the deletion is told");
        informer.Told.ShouldBe(["+gone", "+new", "-gone"]);
        informer.Informer.Lists.ShouldBe(1);
    }

    [NeedsApiServerFact]
    public async Task ApiServer_KilledAndStartedAgain_InformerCatchesUpAndWritesGoOn()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = Objects.Connect(server.Kubeconfig, options => options.ConnectPatience = TimeSpan.FromSeconds(60));
        var space = await Objects.NewNamespaceAsync(client, Deadline);
        ResourceClient<V1ConfigMap> maps = new(client);
        await maps.CreateAsync(Objects.Map(space, "old"), Deadline);
        await using RunningInformer informer = new(client, space);
        await informer.Informer.Synced;

        for (var round = 0; round < 2; round++)
        {
            await server.KillAsync();
            var write = ApplyUntilAnsweredAsync(maps, Objects.Map(space, "old", ("round", $"{round}")), Deadline);
            await server.StartAgainAsync();
            await write;
            await Eventually.TrueAsync(() => informer.Informer.Find(space, "old")!.Data?["round"] == $"{round}", "the informer knows of it");
        }

        await maps.DeleteAsync(space, "old", null, Deadline);
        await Eventually.TrueAsync(() => informer.Told.Last() == "-old", "the deletion is told");
        informer.Told.ShouldBe(["+old", "~old", "~old", "-old"]);
    }

    [NeedsApiServerFact]
    public async Task ApiServer_KilledUnderManyApplies_EachIsThereOnceItIsRepeated()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = Objects.Connect(server.Kubeconfig, options => options.ConnectPatience = TimeSpan.FromSeconds(60));
        var space = await Objects.NewNamespaceAsync(client, Deadline);
        ResourceClient<V1ConfigMap> maps = new(client);
        await using RunningInformer informer = new(client, space);
        await informer.Informer.Synced;

        var writers = Parallel.ForEachAsync(
            Enumerable.Range(0, 400),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Deadline },
            async (number, stop) => await ApplyUntilAnsweredAsync(maps, Objects.Map(space, $"map-{number:000}", ("a", "1")), stop));
        await Eventually.TrueAsync(() => informer.Told.Count > 50, "writers are at work");
        await server.KillAsync();
        await server.StartAgainAsync();
        await writers;

        await Eventually.TrueAsync(() => informer.Names.Count() == 400, "the informer knows them all");
        (await maps.ListAsync(new ResourceSelection(space), Deadline)).Items.Select(map => map.Metadata.Name).Order().ShouldBe(informer.Names);
    }

    /// <summary>An answer may be lost with the server, also on a connection that is dead without a sign yet; an apply may be repeated.</summary>
    private static async Task ApplyUntilAnsweredAsync(ResourceClient<V1ConfigMap> maps, V1ConfigMap map, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await maps.ApplyAsync(map, "test", force: true, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or KubernetesApiException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }
        }
    }
}
