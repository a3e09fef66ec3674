// Saves marks over HTTP as fast as the answers come, or at a pace, from one thread, and says how long each took.
//
//     load PORT CONNECTIONS WARMING SECONDS [EVERY] < cells
//
// With EVERY each connection saves once in so many seconds, evenly spread; a wait is then counted from when a save was due, so that a
// server that holds one up is not spared the next.
//
// A line of input is a cell, its fields apart by tabs: user, cookie, token against cross-site requests, path, version, two marks.
// A connection has cells of its own and one request under way: so the version that a save is based on is always the newest.
// Written is one JSON object: the rate and the waits of what was answered within SECONDS after WARMING; how often each status
// was answered at all (0: none came); the version of every cell at the end; the processor time that this program took, and what it spent.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CELLS = 8192, MOST_CONNECTIONS = 1024, MOST_BYTES = 16384, MOST_WAITS = 8 << 20, MOST_COMPLAINTS = 5 };

typedef struct {
    char *user, *cookie, *token, *path, *marks[2];
    long version, turn;
} Cell;

typedef struct {
    int socket;  // -1: not connected
    long next;   // among the connection's cells
    Cell *cell;  // NULL: nothing under way
    uint64_t began, due;  // due: at a pace alone
    size_t sent, written, received;
    char request[MOST_BYTES], answer[MOST_BYTES];
} Connection;

static Cell cells[MOST_CELLS];
static Connection connections[MOST_CONNECTIONS];
static float waits[MOST_WAITS];
static long cell_count, connection_count, wait_count, statuses[600], complaints, under_way;
static int port, queue;
static uint64_t from, until;  // of the measuring, in ns
static uint64_t every;        // of each connection, in ns; 0: as fast as the answers come

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

// 22 characters of base64url: 16 random bytes.
static void write_key(char *key) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    static uint64_t state[2];
    if (!state[0] && getrandom(state, sizeof state, 0) != sizeof state) fail("getrandom");
    unsigned char bytes[18] = {0};
    for (int half = 0; half < 2; half++) {  // xorshift128+
        uint64_t a = state[0], b = state[1], sum = a + b;
        state[0] = b;
        a ^= a << 23;
        state[1] = a ^ b ^ (a >> 18) ^ (b >> 5);
        memcpy(bytes + 8 * half, &sum, 8);
    }
    for (int i = 0; i < 22; i++) {
        int bit = i * 6;
        unsigned pair = (unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
        key[i] = digits[pair >> (10 - bit % 8) & 63];
    }
    key[22] = 0;
}

static void connect_to_server(Connection *connection) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (connection->socket < 0) fail("socket");
    int one = 1;
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(connection->socket, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) fail("connect");
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = connection};
    if (epoll_ctl(queue, EPOLL_CTL_ADD, connection->socket, &event) < 0) fail("epoll_ctl");
}

static void disconnect(Connection *connection) {
    close(connection->socket);
    connection->socket = -1;
}

static void send_rest(Connection *connection) {
    while (connection->cell && connection->sent < connection->written) {
        ssize_t count = send(connection->socket, connection->request + connection->sent, connection->written - connection->sent, MSG_NOSIGNAL);
        if (count < 0) return;  // not yet; a broken connection is found when it is read
        connection->sent += (size_t)count;
    }
}

static void begin(Connection *connection) {
    long first = connection - connections;
    Cell *cell = &cells[first + connection->next * connection_count];
    connection->next = first + (connection->next + 1) * connection_count < cell_count ? connection->next + 1 : 0;
    char body[256], key[23];
    int length = snprintf(body, sizeof body, "{\"base\":%ld,\"mark\":\"%s\"}", cell->version, cell->marks[cell->turn++ % 2]);
    write_key(key);
    int written = snprintf(
        connection->request, MOST_BYTES,
        "PUT %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\nContent-Type: application/json\r\nAccept-Language: zh-Hans\r\n"
        "X-Heng-CSRF: %s\r\nX-Heng-User: %s\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s",
        cell->path, port, cell->cookie, cell->token, cell->user, key, length, body);
    if (written >= MOST_BYTES) {
        fprintf(stderr, "a request of %d bytes is too long\n", written);
        exit(1);
    }
    connection->written = (size_t)written;
    connection->sent = connection->received = 0;
    connection->cell = cell;
    connection->began = every ? connection->due : now();
    connection->due += every;
    under_way++;
    if (connection->socket < 0) connect_to_server(connection);
    else send_rest(connection);
}

static void end(Connection *connection, int status, const char *body) {
    uint64_t time = now();
    Cell *cell = connection->cell;
    const char *version = body ? strstr(body, "\"version\":") : NULL;
    long found = version ? atol(version + 10) : -1;
    if (status == 200 && found != cell->version + 1) status = 299;  // answered, but with another version
    if (found >= 0) cell->version = found;
    statuses[status >= 0 && status < 600 ? status : 599]++;
    if (status != 200 && complaints++ < MOST_COMPLAINTS) fprintf(stderr, "%s: %d %s\n", cell->path, status, body ? body : "no answer");
    uint64_t counted = every ? connection->began : time;
    if (counted >= from && counted < until && wait_count < MOST_WAITS) waits[wait_count++] = (float)(time - connection->began) / 1e6f;
    connection->cell = NULL;
    under_way--;
}

// Whether a whole answer was there.
static bool take_answer(Connection *connection) {
    connection->answer[connection->received] = 0;
    char *body = strstr(connection->answer, "\r\n\r\n");
    if (!body) return false;
    *body = 0;
    char *length = strcasestr(connection->answer, "\r\ncontent-length:");
    bool closes = strcasestr(connection->answer, "\r\nconnection: close") != NULL;
    *body = '\r';
    body += 4;
    if (!length) {
        fputs("an answer without a length\n", stderr);
        exit(1);
    }
    if (connection->received < (size_t)(body - connection->answer) + (size_t)atol(length + 17)) return false;
    if (closes) disconnect(connection);
    end(connection, atoi(connection->answer + 9), body);
    return true;
}

static bool is_due(const Connection *connection, uint64_t time) {
    return !connection->cell && time < until && connection->due <= time;
}

static void serve(Connection *connection) {
    send_rest(connection);
    while (connection->socket >= 0) {
        size_t room = MOST_BYTES - 1 - connection->received;
        ssize_t count = recv(connection->socket, connection->answer + connection->received, room, 0);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (count <= 0) {
            disconnect(connection);
            if (connection->cell) end(connection, 0, NULL);
        } else if (connection->cell) {
            connection->received += (size_t)count;
            if (!take_answer(connection)) continue;
        }
        if (is_due(connection, now())) begin(connection);
    }
}

static int compare(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double quantile(double share) { return wait_count ? waits[(long)(share * (double)(wait_count - 1))] : 0; }

static void read_cells(void) {
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0 && cell_count < MOST_CELLS) {
        Cell *cell = &cells[cell_count++];
        char *rest = strdup(strtok(line, "\n"));
        cell->user = strsep(&rest, "\t");
        cell->cookie = strsep(&rest, "\t");
        cell->token = strsep(&rest, "\t");
        cell->path = strsep(&rest, "\t");
        cell->version = atol(strsep(&rest, "\t"));
        cell->marks[0] = strsep(&rest, "\t");
        cell->marks[1] = rest;
    }
}

int main(int count, char **arguments) {
    if (count != 5 && count != 6) {
        fputs("load PORT CONNECTIONS WARMING SECONDS [EVERY] < cells\n", stderr);
        return 64;
    }
    port = atoi(arguments[1]);
    connection_count = atol(arguments[2]);
    double warming = atof(arguments[3]), seconds = atof(arguments[4]);
    if (count == 6) every = (uint64_t)(atof(arguments[5]) * 1e9);
    read_cells();
    if (connection_count < 1 || connection_count > MOST_CONNECTIONS || connection_count > cell_count) {
        fprintf(stderr, "%ld connections for %ld cells\n", connection_count, cell_count);
        return 64;
    }
    queue = epoll_create1(0);
    uint64_t began = now();
    from = began + (uint64_t)(warming * 1e9);
    until = from + (uint64_t)(seconds * 1e9);
    for (long i = 0; i < connection_count; i++) {
        connections[i].socket = -1;
        connections[i].due = began + every / (uint64_t)connection_count * (uint64_t)i;
    }
    while ((under_way > 0 || now() < until) && now() < until + 20000000000u) {
        uint64_t time = now(), next = time + 999999999;
        for (long i = 0; i < connection_count; i++) {
            if (is_due(&connections[i], time)) begin(&connections[i]);
            if (!connections[i].cell && time < until && connections[i].due < next) next = connections[i].due;
        }
        struct timespec pause = {.tv_nsec = (long)(next - time)};
        struct epoll_event events[MOST_CONNECTIONS];
        int ready = epoll_pwait2(queue, events, MOST_CONNECTIONS, &pause, NULL);
        for (int i = 0; i < ready; i++) serve(events[i].data.ptr);
    }
    statuses[0] += under_way;

    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double processor = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    qsort(waits, (size_t)wait_count, sizeof *waits, compare);
    printf(
        "{\"rate\":%.1f,\"p50\":%.3f,\"p99\":%.3f,\"longest\":%.3f,\"processor\":%.3f,\"spent\":%.3f,\"statuses\":{", (double)wait_count / seconds,
        quantile(0.5), quantile(0.99), quantile(1), processor, (double)(now() - began) / 1e9);
    const char *separator = "";
    for (int status = 0; status < 600; status++)
        if (statuses[status]) {
            printf("%s\"%d\":%ld", separator, status, statuses[status]);
            separator = ",";
        }
    printf("},\"versions\":[");
    for (long i = 0; i < cell_count; i++) printf("%s%ld", i ? "," : "", cells[i].version);
    puts("]}");
    return 0;
}
