using Deis.Functions.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Durable;

[Collection(ApiCollection.Name)]
public sealed class ParkedTests(ManagementFixture management) : IClassFixture<ManagementFixture>
{
    [Fact]
    public async Task ParkedInstance_IsListedUntilReleased()
    {
        var id = await management.WaitingAsync();
        await ParkAsync(id);

        var listed = await management.GetAsync("/parked");
        var released = await management.PostAsync($"/instances/{id}/release");
        var again = await management.PostAsync($"/instances/{id}/release");

        listed.ShouldHaveStatus(200).Body.ShouldBe($$"""[{"instanceId":"{{id}}","name":"Wait","reason":"it killed 5 workers"}]""");
        released.ShouldHaveStatus(202);
        again.ShouldFail(409, $"The orchestration instance '{id}' is not parked.");
        (await management.GetAsync("/parked")).Body.ShouldBe("[]");
        await management.PostAsync($"/instances/{id}/raiseEvent/go", "1");
        await management.EndOfAsync(id);
    }

    [Fact]
    public async Task Release_OfAMissingInstance_Is404() =>
        (await management.PostAsync("/instances/nobody/release")).ShouldHaveStatus(404);

    // What the engine writes when an instance has killed its workers too often.
    private Task ParkAsync(string id) => management.Api.UseDatabaseAsync(async database =>
    {
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into durable.ready (id, hub, due_at, parked) select id, hub, 'infinity', true from durable.instances where instance_id = {id}
            on conflict (id) do update set parked = true, locked_by = null, lock_epoch = durable.ready.lock_epoch + 1, due_at = 'infinity'
            """);
        await database.Database.ExecuteSqlAsync(
            $"update durable.instances set parked_reason = 'it killed 5 workers' where instance_id = {id}");
    });
}
