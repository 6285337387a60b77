using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Durable;

[Collection(ApiCollection.Name)]
public sealed class PurgeTests(ManagementFixture management) : IClassFixture<ManagementFixture>
{
    [Fact]
    public async Task Purge_OfAnEndedInstance_RemovesIt()
    {
        var id = await management.EndedAsync("Echo", 1);

        (await management.DeleteAsync($"/instances/{id}")).ShouldHaveStatus(200).Body.ShouldBe("""{"instancesDeleted":1}""");

        (await management.GetAsync($"/instances/{id}")).ShouldHaveStatus(404);
        (await management.DeleteAsync($"/instances/{id}")).ShouldHaveStatus(404);
    }

    [Fact]
    public async Task Purge_OfALiveInstance_Is412()
    {
        var id = await management.WaitingAsync();

        (await management.DeleteAsync($"/instances/{id}"))
            .ShouldFail(412, $"Only ended instances can be purged; '{id}' is Running. Terminate it first.");
    }

    [Fact]
    public async Task Purge_Recursively_RemovesTheChildrenToo()
    {
        var child = Guid.NewGuid().ToString("N");
        var parent = await management.StartAsync("Parent", child);
        await management.StatusAsync(child, "Running");
        await management.PostAsync($"/instances/{child}/raiseEvent/go", "1");
        await management.EndOfAsync(parent);

        (await management.DeleteAsync($"/instances/{parent}?recursive=true")).ShouldHaveStatus(200).Body.ShouldBe("""{"instancesDeleted":2}""");
    }

    [Fact]
    public async Task PurgeMany_RemovesWhatMatchesAndHasEnded()
    {
        var live = await management.WaitingAsync();
        await management.EndedAsync("Echo", 1);
        var failed = await management.EndedAsync("Fail", 1);
        var from = $"createdTimeFrom={TimeProvider.System.GetUtcNow().AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}";

        (await management.DeleteAsync($"/instances?{from}&runtimeStatus=Completed,Canceled")).ShouldHaveStatus(200);
        (await management.GetAsync($"/instances/{failed}")).ShouldHaveStatus(200);
        (await management.DeleteAsync($"/instances?{from}")).ShouldHaveStatus(200).Json["instancesDeleted"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(1);
        (await management.DeleteAsync($"/instances?{from}")).ShouldFail(404, "No ended instance matches.");

        (await management.GetAsync($"/instances/{failed}")).ShouldHaveStatus(404);
        (await management.GetAsync($"/instances/{live}")).ShouldHaveStatus(202);
    }

    [Fact]
    public async Task PurgeMany_OutsideOfTheTimes_RemovesNothing()
    {
        var id = await management.EndedAsync("Echo", 1);

        (await management.DeleteAsync("/instances?createdTimeFrom=2026-01-01&createdTimeTo=2026-01-02T00:00:00Z")).ShouldHaveStatus(404);

        (await management.GetAsync($"/instances/{id}")).ShouldHaveStatus(200);
    }

    [Theory]
    [InlineData("", "createdTimeFrom is required: say from when on instances may be removed.")]
    [InlineData("?createdTimeTo=2026-01-01", "createdTimeFrom is required: say from when on instances may be removed.")]
    [InlineData("?createdTimeFrom=once", "createdTimeFrom must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("?createdTimeFrom=2026-01-01&createdTimeTo=x", "createdTimeTo must be a time such as 2026-11-27T08:00:00Z.")]
    [InlineData("?createdTimeFrom=2026-01-01&runtimeStatus=Running", "runtimeStatus may only name statuses of ended instances here.")]
    [InlineData("?createdTimeFrom=2026-01-01&recursive=x", "recursive must be true or false.")]
    public async Task PurgeMany_WithoutSayingWhich_Is400(string query, string message) =>
        (await management.DeleteAsync($"/instances{query}")).ShouldFail(400, message);
}
