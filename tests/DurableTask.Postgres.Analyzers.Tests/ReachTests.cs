using DurableTask.Postgres.Analyzers.Tests.Support;

namespace DurableTask.Postgres.Analyzers.Tests;

/// <summary>Which code counts as orchestrator code.</summary>
public class ReachTests
{
    [Fact]
    public Task Lambda_OfARegistration_IsOrchestratorCode_ThatOfAnActivityIsNot() => Analysis.FindsAsync(
        """
        public static class Registration
        {
            public static void Add(DurableTaskRegistry tasks)
            {
                var begun = DateTime.UtcNow;
                tasks.AddOrchestratorFunc<DateTime>("Story", context => {|DURABLE0001:DateTime.UtcNow|})
                    .AddOrchestratorFunc<int, int>("Other", async (context, input) =>
                    {
                        await context.CallActivityAsync("A", {|DURABLE0002:Guid.NewGuid()|});
                        return input;
                    })
                    .AddActivityFunc<DateTime>("A", _ => DateTime.UtcNow);
            }
        }
        """);

    [Fact]
    public Task MethodGroup_OfARegistration_IsOrchestratorCode() => Analysis.FindsAsync(
        """
        public static class Registration
        {
            public static void Add(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<int>("Story", Story).AddActivityFunc<int>("A", Activity);

            private static async Task<int> Story(TaskOrchestrationContext context)
            {
                await {|DURABLE0003:Task.Delay(5)|};
                return 5;
            }

            private static int Activity(TaskActivityContext context)
            {
                Thread.Sleep(5);
                return 5;
            }
        }
        """);

    [Fact]
    public Task Function_MadeAnOrchestratorByTheFactory_IsOrchestratorCode() => Analysis.FindsAsync(
        """
        public static class Registration
        {
            public static ITaskOrchestrator Make() =>
                FuncTaskOrchestrator.Create<int, DateTime>((context, input) => Task.FromResult({|DURABLE0001:DateTime.UtcNow|}));
        }
        """);

    [Fact]
    public Task Class_ThatImplementsTheInterface_IsAnOrchestrator() => Analysis.FindsAsync(
        """
        public sealed class Plain : ITaskOrchestrator
        {
            public Type InputType => typeof(string);
            public Type OutputType => typeof(string);
            public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
            {
                await context.CallActivityAsync("A");
                return {|DURABLE0001:DateTime.UtcNow|};
            }
        }
        """);

    [Fact]
    public Task HelperMethods_AreFollowedThroughFiles_OnlyWhenCalled() => Analysis.FindsAsync(
        """
        public sealed class Story : TaskOrchestrator<int, DateTime>
        {
            public override async Task<DateTime> RunAsync(TaskOrchestrationContext context, int input)
            {
                await context.SayAsync("a");
                return Times.Tomorrow();
            }

            public static DateTime OfTheCaller() => DateTime.UtcNow;
        }

        public static class Times
        {
            public static DateTime Tomorrow() => Now.AddDays(1);
            public static DateTime Yesterday() => DateTime.UtcNow.AddDays(-1);
            private static DateTime Now => {|DURABLE0001:DateTime.UtcNow|};
        }

        public static class Calls
        {
            public static async Task SayAsync(this TaskOrchestrationContext context, string line)
            {
                await context.CallActivityAsync("Say", {|DURABLE0002:Guid.NewGuid()|} + line);
            }
        }
        """);

    [Fact]
    public Task HelperMethod_CalledByTwoOrchestrators_IsFoundOnce() => Analysis.FindsAsync(
        """
        public static class Registration
        {
            public static void Add(DurableTaskRegistry tasks) =>
                tasks.AddOrchestratorFunc<DateTime>("One", _ => Now()).AddOrchestratorFunc<DateTime>("Two", _ => Now());

            private static DateTime Now() => {|DURABLE0001:DateTime.UtcNow|};
        }
        """);

    [Fact]
    public Task ExtensionBlock_Generic_LocalFunction_Accessor_Operator_AreFollowed() => Analysis.FindsAsync(
        """
        public sealed class Story : TaskOrchestrator<int, object>
        {
            public override async Task<object> RunAsync(TaskOrchestrationContext context, int input)
            {
                await context.PauseAsync();
                Generic<string>();
                Func<int> group = Group;
                return Local() + group() + new Money().Amount + (new Money() + new Money()).Amount;
                int Local() => {|DTPG0005:Environment.ProcessId|};
                int Unused() => Environment.ProcessId;
            }

            private static void Generic<T>() => {|DURABLE0003:Thread.Sleep(5)|};

            private static int Group() => {|DTPG0002:Random.Shared|}.Next();
        }

        public sealed class Money
        {
            private readonly Guid _id = {|DURABLE0002:Guid.NewGuid()|};
            public int Amount => {|DTPG0001:Environment.TickCount|};
            public static Money operator +(Money left, Money right)
            {
                {|DURABLE0003:Thread.Sleep(5)|};
                return left;
            }
        }

        public static class Pauses
        {
            extension(TaskOrchestrationContext context)
            {
                public Task PauseAsync() => context.CreateTimer({|DURABLE0001:DateTime.UtcNow|}.AddDays(1), default);
            }
        }
        """);

    [Fact]
    public Task StaticField_ReadByAnOrchestrator_CountsWithItsInitialValue() => Analysis.FindsAsync(Analysis.InOrchestrator(
        "var x = Started;",
        """
        private static readonly DateTime Started = {|DURABLE0001:DateTime.UtcNow|};
            private static readonly DateTime Unread = DateTime.UtcNow;
        """));

    [Fact]
    public Task Constructor_AndFieldsOfAnOrchestrator_AreOrchestratorCode() => Analysis.FindsAsync(Analysis.InOrchestrator(
        string.Empty,
        """
        private readonly Guid _id = {|DURABLE0002:Guid.NewGuid()|};
            public Example() => {|DURABLE0003:Thread.Sleep(5)|};
        """));

    [Fact]
    public Task VirtualMethods_AndInterfaces_AreFollowedToTheirImplementations() => Analysis.FindsAsync(
        """
        public abstract class Base : TaskOrchestrator<int, int>
        {
            public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
            {
                ISource source = new Source();
                return await StepAsync(context) + source.Next();
            }

            protected abstract Task<int> StepAsync(TaskOrchestrationContext context);
        }

        public sealed class Derived : Base
        {
            protected override async Task<int> StepAsync(TaskOrchestrationContext context)
            {
                await context.CallActivityAsync("A");
                return {|DTPG0005:Environment.ProcessId|};
            }
        }

        public interface ISource { int Next(); }

        public sealed class Source : ISource { public int Next() => {|DTPG0002:Random.Shared|}.Next(); }

        public sealed class Activity : TaskActivity<int, int>
        {
            public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(Random.Shared.Next());
        }
        """);

    [Fact]
    public Task LambdaHandedToAHelper_IsOrchestratorCode() => Analysis.FindsAsync(
        """
        public sealed class Story : TaskOrchestrator<int, int>
        {
            public override Task<int> RunAsync(TaskOrchestrationContext context, int input) =>
                Calls.WithLeaseAsync(context, () => ChangeAsync(context));

            private static async Task<int> ChangeAsync(TaskOrchestrationContext context)
            {
                await context.CallActivityAsync("A");
                return {|DTPG0005:Environment.ProcessId|};
            }
        }

        public static class Calls
        {
            public static async Task<T> WithLeaseAsync<T>(TaskOrchestrationContext context, Func<Task<T>> body)
            {
                await context.CallActivityAsync("Acquire");
                try
                {
                    return await body();
                }
                finally
                {
                    await context.CallActivityAsync("Release");
                }
            }
        }
        """);

    [Fact]
    public Task TaskHandedOn_ByAHelper_IsJudgedThere() => Analysis.FindsAsync(
        """
        public sealed class Story : TaskOrchestrator<int, int>
        {
            private readonly SemaphoreSlim _gate = new(1);

            public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
            {
                await EnterAsync();
                await CallAsync(context);
                return input;
            }

            private Task EnterAsync() => {|DTPG0003:_gate.WaitAsync()|};

            private static Task CallAsync(TaskOrchestrationContext context) => context.CallActivityAsync("A");
        }
        """);

    [Fact]
    public Task Program_WithoutOrchestrators_IsLeftAlone() => Analysis.FindsAsync(
        """
        public sealed class Service(ILogger<Service> logger)
        {
            public async Task RunAsync()
            {
                while (true)
                {
                    logger.LogInformation("{Now}", DateTime.UtcNow);
                    await Task.Delay(5).ConfigureAwait(false);
                }
            }
        }
        """);

    [Fact]
    public async Task Messages_NameTheUse_TheOrchestrator_AndTheWayOut()
    {
        var found = await Analysis.RunAsync(
            """
            public static class Registration
            {
                public static void Add(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<DateTime>("Story", _ => DateTime.UtcNow);
            }
            """);

        var only = found.ShouldHaveSingleItem();
        only.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(
            "'DateTime.UtcNow' is not the same at each replay of orchestrator 'Story'; use 'context.CurrentUtcDateTime'");
        only.Descriptor.HelpLinkUri.ShouldBe("lib/durable-postgres/Analyzers/README.md#durable0001");
    }
}
