// A server that only answers: so that it can be seen how fast what asks is.
//
//     answer PORT BYTES
//
// A GET is answered with a page of so many bytes, another request with a save's JSON of 600, with the version after its base.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { MOST_BYTES = 8192, MOST_SOCKETS = 4096, SAVE = 600 };

typedef struct {
    int socket;
    size_t received, written, sent;
    const char *out;
    char in[MOST_BYTES], answer[1024];
} Peer;

static Peer peers[MOST_SOCKETS];
static char *page;
static size_t page_bytes;

static void send_rest(Peer *peer) {
    while (peer->sent < peer->written) {
        ssize_t count = send(peer->socket, peer->out + peer->sent, peer->written - peer->sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        peer->sent += (size_t)count;
    }
}

static void answer(Peer *peer) {
    peer->sent = 0;
    if (strncmp(peer->in, "GET", 3) == 0) {
        peer->out = page;
        peer->written = page_bytes;
    } else {
        const char *base = strstr(peer->in, "\"base\":");
        int written = snprintf(peer->answer, sizeof peer->answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", SAVE);
        int said = snprintf(peer->answer + written, 100, "{\"version\":%ld,\"rest\":\"", base ? atol(base + 7) + 1 : 0);
        memset(peer->answer + written + said, '.', (size_t)(SAVE - said));
        memcpy(peer->answer + written + SAVE - 2, "\"}", 2);
        peer->out = peer->answer;
        peer->written = (size_t)(written + SAVE);
    }
    send_rest(peer);
}

static void serve(Peer *peer) {
    send_rest(peer);
    for (;;) {
        ssize_t count = recv(peer->socket, peer->in + peer->received, MOST_BYTES - 1 - peer->received, 0);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (count <= 0) {
            close(peer->socket);
            return;
        }
        peer->received += (size_t)count;
        peer->in[peer->received] = 0;
        char *body = strstr(peer->in, "\r\n\r\n"), *length = strcasestr(peer->in, "\r\ncontent-length:");
        if (!body) continue;
        if (length && peer->received < (size_t)(body + 4 - peer->in) + (size_t)atol(length + 17)) continue;
        peer->received = 0;
        answer(peer);
    }
}

int main(int count, char **arguments) {
    if (count != 3) return 64;
    size_t bytes = (size_t)atol(arguments[2]);
    page = malloc(bytes + 200);
    int head = sprintf(page, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %zu\r\n\r\n", bytes);
    memset(page + head, '.', bytes);
    page_bytes = (size_t)head + bytes;

    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1, queue = epoll_create1(0);
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(door, (struct sockaddr *)&address, sizeof address) < 0 || listen(door, 1024) < 0) {
        perror("listen");
        return 1;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(queue, EPOLL_CTL_ADD, door, &event);
    for (;;) {
        struct epoll_event events[256];
        int ready = epoll_wait(queue, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.ptr) {
                serve(events[i].data.ptr);
                continue;
            }
            int socket = accept4(door, NULL, NULL, SOCK_NONBLOCK);
            if (socket < 0 || socket >= MOST_SOCKETS) continue;
            setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            peers[socket] = (Peer){.socket = socket};
            struct epoll_event own = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = &peers[socket]};
            epoll_ctl(queue, EPOLL_CTL_ADD, socket, &own);
        }
    }
}
